// 与服务器说话的一处 (客户端): headers, errors and keys of every call live here and nowhere else.
import createClient from 'openapi-fetch'

import { newIntention, type Intention } from '@/text/random-key'

import type { components, paths } from './schema'

export type ErrorBody = components['schemas']['ErrorBody']

/** 业务拒绝或故障；`code` 供程序判断，`message` 原样给人看。 */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly body: Partial<ErrorBody> = {},
  ) {
    super(message)
  }

  /** 服务器有了明确答复：再按一次是新的意图，不是重试。 */
  get settled(): boolean {
    return this.status >= 400 && this.status < 500
  }
}

const isErrorBody = (value: unknown): value is ErrorBody =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
let onSignedOut: () => void = () => undefined

/** 会话没了时做什么，由 main.ts 交进来。 */
export const whenSignedOut = (act: () => void): void => {
  onSignedOut = act
}

const isSessionCall = (url: string): boolean => /\/api\/v1\/session$/.test(new URL(url).pathname)

export const api = createClient<paths>({ baseUrl: globalThis.location.origin })

api.use({
  onRequest: ({ request }) => {
    if (!SAFE.has(request.method)) request.headers.set('X-Mingqu', '1')
    return request
  },
  onResponse: ({ request, response }) => {
    if (response.status === 401 && !isSessionCall(request.url)) onSignedOut()
    return undefined
  },
})

const toError = (error: unknown, status: number): ApiError => {
  if (isErrorBody(error)) return new ApiError(error.code, error.message, status, error)
  if (status === 403) return new ApiError('forbidden', '您的权限看不到这里', status)
  if (status === 404) return new ApiError('not_found', '没有这一件', status)
  return new ApiError('unknown', '系统没有响应，账没有变', status)
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch {
    throw new ApiError('network', '没取到，账没有变', 0)
  }
  if (answer.response.ok && answer.error === undefined) {
    // An answer without a body (204) has no data; its callers ask for none.
    return answer.data as T
  }
  throw toError(answer.error, answer.response.status)
}

/** 带钥匙的写：网络断了再按，同一把钥匙，不会记两遍。 */
export async function keyed<T>(intent: Intention, run: (key: string) => Promise<T>): Promise<T> {
  try {
    const view = await run(intent.key())
    intent.settle()
    return view
  } catch (error) {
    if (error instanceof ApiError && error.settled) intent.settle()
    throw error
  }
}

export const intention = newIntention

/** 传文件；`T` 是这个地址答复的视图。 */
export async function postForm<T>(path: string, form: FormData): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, { method: 'POST', body: form, headers: { 'X-Mingqu': '1' } })
  } catch {
    throw new ApiError('network', '没传上去，账没有变', 0)
  }
  const body: unknown = await response.json().catch(() => undefined)
  // The path's answer type is named by the caller, from the generated schema.
  if (response.ok) return body as T
  if (response.status === 401) onSignedOut()
  throw toError(body, response.status)
}
