// 指标账 (指标账): the tree, the statements, the entries and the trace.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, unwrap } from './client'
import { useWrite } from './refresh'

export interface BookFilter {
  division_code: string
  fiscal_year: number
}

export const useTree = (book: MaybeRefOrGetter<BookFilter>) =>
  useQuery({
    queryKey: ['tree', computed(() => toValue(book))],
    queryFn: () => unwrap(api.GET('/api/v1/ledger/tree', { params: { query: toValue(book) } })),
    placeholderData: keepPreviousData,
  })

const branch = (book: BookFilter, parent: string) => ({
  queryKey: ['tree', book, parent],
  queryFn: () => unwrap(api.GET('/api/v1/ledger/tree', { params: { query: { ...book, parent } } })),
})

/** 展开了的各行底下的行；展开哪些，就取哪些。 */
export const useBranches = (book: MaybeRefOrGetter<BookFilter>, parents: MaybeRefOrGetter<readonly string[]>) =>
  useQueries({
    queries: computed(() => toValue(parents).map((parent) => branch(toValue(book), parent))),
    combine: (results) => ({
      rows: results.flatMap((result) => result.data?.rows ?? []),
      pending: results.some((result) => result.isPending),
      error: results.find((result) => result.error)?.error ?? null,
    }),
  })

export interface StatementFilter extends BookFilter {
  key: string
  after?: string
}

export const useStatement = (filter: MaybeRefOrGetter<StatementFilter>) =>
  useQuery({
    queryKey: ['statement', computed(() => toValue(filter))],
    queryFn: () => {
      const { after, ...rest } = toValue(filter)
      const query = after ? { ...rest, after: Number(after) } : rest
      return unwrap(api.GET('/api/v1/ledger/statement', { params: { query } }))
    },
    enabled: computed(() => toValue(filter).key !== ''),
  })

export interface EntryFilter {
  division_code: string
  fiscal_year: number
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
            params: { path: { id: id() } },
            headers: { 'Idempotency-Key': key },
            body: { reason },
          }),
        ),
      ),
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
