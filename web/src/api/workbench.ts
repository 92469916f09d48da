// 工作台 (工作台): what must be done today.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, unwrap } from './client'

export const useWorkbench = (fiscalYear: MaybeRefOrGetter<number>) =>
  useQuery({
    queryKey: ['workbench', computed(() => toValue(fiscalYear))],
    queryFn: () =>
      unwrap(api.GET('/api/v1/workbench', { params: { query: { fiscal_year: toValue(fiscalYear) } } })),
    placeholderData: keepPreviousData,
  })

export const useSearch = (text: MaybeRefOrGetter<string>, fiscalYear: MaybeRefOrGetter<number>) =>
  useQuery({
    queryKey: ['search', computed(() => toValue(fiscalYear)), computed(() => toValue(text).trim())],
    queryFn: () => unwrap(api.GET('/api/v1/search', {
          params: { query: { fiscal_year: toValue(fiscalYear), q: toValue(text).trim() } },
        })),
    enabled: computed(() => toValue(text).trim().length > 0),
    placeholderData: keepPreviousData,
  })
