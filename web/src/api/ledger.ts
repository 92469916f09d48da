// 指标账 (指标账): the tree, the statements, the entries and the trace.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, unwrap } from './client'
import { useWrite } from './refresh'
import type { Entry } from './types'

export interface TreeFilter {
  division_code: string
  fiscal_year: number
  by: 'division' | 'document'
}

export const useTree = (filter: MaybeRefOrGetter<TreeFilter>) =>
  useQuery({
    queryKey: ['tree', computed(() => toValue(filter))],
    queryFn: () => unwrap(api.GET('/api/v1/ledger/tree', { params: { query: toValue(filter) } })),
    placeholderData: keepPreviousData,
  })

export interface StatementFilter {
  division_code?: string
  fiscal_year?: number
  after?: string
}

export const useStatement = (
  key: MaybeRefOrGetter<string>,
  filter: MaybeRefOrGetter<StatementFilter>,
) =>
  useQuery({
    queryKey: ['statement', computed(() => toValue(key)), computed(() => toValue(filter))],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/ledger/accounts/{key}/statement', {
          params: { path: { key: toValue(key) }, query: toValue(filter) },
        }),
      ),
    enabled: computed(() => toValue(key) !== ''),
  })

export interface EntryFilter {
  division_code?: string
  fiscal_year?: number
  event?: string
  q?: string
  after?: string
}

export const useEntries = (filter: MaybeRefOrGetter<EntryFilter>) =>
  useQuery({
    queryKey: ['entries', computed(() => toValue(filter))],
    queryFn: () => unwrap(api.GET('/api/v1/entries', { params: { query: toValue(filter) } })),
    placeholderData: keepPreviousData,
  })

export const useEntry = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['entry', computed(() => toValue(id))],
    queryFn: () =>
      unwrap(api.GET('/api/v1/entries/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) !== ''),
  })

/** 红冲一张凭证；原凭证留着，另记一张反的。 */
export function useEntryReverse(id: () => string) {
  const intent = intention()
  return useWrite(
    (reason: string) =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/entries/{id}/reverse', {
            params: { path: { id: id() }, header: { 'Idempotency-Key': key } },
            body: { reason },
          }),
        ),
      ),
    (entry: Entry) => ['entry', entry.id],
  )
}

export const useTrace = (indicatorId: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['trace', computed(() => toValue(indicatorId))],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/indicators/{id}/trace', { params: { path: { id: toValue(indicatorId) } } }),
      ),
  })
