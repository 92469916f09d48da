// 来文 (来文): import, doubts, corrections, registering.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, postForm, unwrap } from './client'
import { useWrite } from './refresh'
import type { Notice, NoticePatch } from './types'

export interface NoticeFilter {
  division_code: string
  fiscal_year: number
  state?: string
  q?: string
  after?: string
  sort?: string
}

const one = (notice: Notice) => ['notice', notice.id]

export const useNotices = (filter: MaybeRefOrGetter<NoticeFilter>) =>
  useQuery({
    queryKey: ['notices', computed(() => toValue(filter))],
    queryFn: () => unwrap(api.GET('/api/v1/notices', { params: { query: toValue(filter) } })),
    placeholderData: keepPreviousData,
  })

export const useNotice = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['notice', computed(() => toValue(id))],
    queryFn: () =>
      unwrap(api.GET('/api/v1/notices/{id}', { params: { path: { id: toValue(id) } } })),
  })

export const originalHref = (id: string): string =>
  `/api/v1/notices/${encodeURIComponent(id)}/original`

export interface NoticeUpload {
  file: File
  division_code: string
  fiscal_year: number
}

export const useNoticeImport = () =>
  useWrite((upload: NoticeUpload) => {
    const form = new FormData()
    form.set('division_code', upload.division_code)
    form.set('fiscal_year', String(upload.fiscal_year))
    form.set('file', upload.file, upload.file.name)
    return postForm<Notice>('/api/v1/notices', form)
  }, one)

export const useNoticePatch = (id: string) =>
  useWrite(
    (body: NoticePatch) =>
      unwrap(api.PATCH('/api/v1/notices/{id}', { params: { path: { id } }, body })),
    one,
  )

export const useDoubtAnswer = (id: string) =>
  useWrite(
    (body: { version: number; letter: string; answer: string; text?: string | null }) =>
      unwrap(api.POST('/api/v1/notices/{id}/answer-doubt', { params: { path: { id } }, body })),
    one,
  )

/** 登记入账；断网再按用同一把钥匙。 */
export function useNoticeRegister(id: string) {
  const intent = intention()
  return useWrite(
    (version: number) =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/notices/{id}/register', {
            params: { path: { id } },
            headers: { 'Idempotency-Key': key },
            body: { version },
          }),
        ),
      ),
    one,
  )
}

export const useNoticeReject = (id: string) =>
  useWrite(
    (body: { version: number; reason: string }) =>
      unwrap(api.POST('/api/v1/notices/{id}/reject', { params: { path: { id } }, body })),
    one,
  )

export function useNoticeReverse(id: string) {
  const intent = intention()
  return useWrite(
    (body: { version: number; reason: string }) =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/notices/{id}/reverse', {
            params: { path: { id } },
            headers: { 'Idempotency-Key': key },
            body,
          }),
        ),
      ),
    one,
  )
}
