// 下达 (下达): papers issued to counties and what became of them.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, postForm, unwrap } from './client'
import { useWrite } from './refresh'
import type { Allotment } from './types'

export interface AllotmentFilter {
  division_code: string
  fiscal_year: number
  state?: string
  q?: string
  after?: string
}

const one = (allotment: Allotment) => ['allotment', allotment.id]

export const useAllotments = (
  filter: MaybeRefOrGetter<AllotmentFilter>,
  enabled: MaybeRefOrGetter<boolean> = true,
) =>
  useQuery({
    queryKey: ['allotments', computed(() => toValue(filter))],
    queryFn: () => unwrap(api.GET('/api/v1/allotments', { params: { query: toValue(filter) } })),
    enabled: computed(() => toValue(enabled)),
    placeholderData: keepPreviousData,
  })

export const useAllotment = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['allotment', computed(() => toValue(id))],
    queryFn: () =>
      unwrap(api.GET('/api/v1/allotments/{id}', { params: { path: { id: toValue(id) } } })),
  })

/** 下达：编号、记账、送出一次做完。 */
export function useAllotmentIssue(id: string) {
  const intent = intention()
  return useWrite(
    (version: number) =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/allotments/{id}/issue', {
            params: { path: { id } },
            headers: { 'Idempotency-Key': key },
            body: { version },
          }),
        ),
      ),
    one,
  )
}

export function useAllotmentRevoke(id: string) {
  const intent = intention()
  return useWrite(
    (body: { version: number; reason: string }) =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/allotments/{id}/revoke', {
            params: { path: { id } },
            headers: { 'Idempotency-Key': key },
            body,
          }),
        ),
      ),
    one,
  )
}

/** 代登记接收：对方凭纸面签收，扫描件一起传。 */
export const useReceiptRecord = (id: string) =>
  useWrite(({ delivery, by, on, scan }: { delivery: string; by: string; on: string; scan: File }) => {
    const form = new FormData()
    form.set('received_by', by)
    form.set('received_on', on)
    form.set('file', scan)
    const path = `/api/v1/allotments/${encodeURIComponent(id)}/deliveries/${encodeURIComponent(delivery)}/receipt`
    return postForm<Allotment>(path, form)
  }, one)
