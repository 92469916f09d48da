// 收到的文件 (收到的文件): what the level above or beside sent to this book.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, unwrap } from './client'
import { useWrite } from './refresh'
import type { DocumentView } from './types'

export interface DocumentFilter {
  division_code: string
  fiscal_year: number
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

export const useDocument = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['document', computed(() => toValue(id))],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/documents/{id}', {
          params: { path: { id: toValue(id) } },
        }),
      ),
  })

/** 接收：在本级账上记上级指标。 */
export function useDocumentReceive(id: string) {
  const intent = intention()
  return useWrite(
    () =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/documents/{id}/receive', {
            params: { path: { id } },
            headers: { 'Idempotency-Key': key },
          }),
        ),
      ),
    (document: DocumentView) => ['document', document.id],
  )
}
