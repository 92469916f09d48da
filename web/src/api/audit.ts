// 审计日志 (审计日志): who did what, chained.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, unwrap } from './client'

export interface AuditFilter {
  from?: string
  to?: string
  actor?: string
  action?: string
  outcome?: string
  q?: string
  after?: string
}

export const useAuditEvents = (filter: MaybeRefOrGetter<AuditFilter>) =>
  useQuery({
    queryKey: ['audit', computed(() => toValue(filter))],
    queryFn: () => unwrap(api.GET('/api/v1/audit-events', { params: { query: toValue(filter) } })),
    placeholderData: keepPreviousData,
  })
