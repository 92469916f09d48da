// 收到的文件 (收到的文件): what the level above or beside sent to this book.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, unwrap } from './client'
import { useWrite } from './refresh'
import type { DocumentView } from './types'

export interface DocumentFilter {
  division_code?: string
  fiscal_year?: number
  state?: string
  after?: string
}

export const useDocuments = (
  filter: MaybeRefOrGetter<DocumentFilter>,
  enabled: MaybeRefOrGetter<boolean> = true,
) =>
  useQuery({
    queryKey: ['documents', computed(() => toValue(filter))],
    queryFn: () => unwrap(api.GET('/api/v1/documents', { params: { query: toValue(filter) } })),
    enabled: computed(() => toValue(enabled)),
    placeholderData: keepPreviousData,
  })

export const useDocument = (deliveryId: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['document', computed(() => toValue(deliveryId))],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/documents/{delivery_id}', {
          params: { path: { delivery_id: toValue(deliveryId) } },
        }),
      ),
  })

/** 接收：在本级账上记上级指标。 */
export function useDocumentReceive(deliveryId: string) {
  const intent = intention()
  return useWrite(
    () =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/documents/{delivery_id}/receive', {
            params: { path: { delivery_id: deliveryId }, header: { 'Idempotency-Key': key } },
            body: {},
          }),
        ),
      ),
    (document: DocumentView) => ['document', document.delivery_id],
  )
}
