// 与服务器说话的规矩 (客户端): the guard header, errors in words, one key per intention.
import { afterEach, expect, test, vi } from 'vitest'

import { api, ApiError, keyed, unwrap, whenSignedOut } from '../src/api/client'
import { newIntention, randomKey } from '../src/text/random-key'

const answer = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const seen: Request[] = []
const serve = (...answers: (Response | Error)[]): void => {
  seen.length = 0
  const call = (request: Request): Promise<Response> => {
    seen.push(request)
    const next = answers.shift()
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new TypeError('断了'))
  }
  vi.stubGlobal('fetch', call)
}
afterEach(() => vi.unstubAllGlobals())

const register = (key: string) =>
  unwrap(
    api.POST('/api/v1/notices/{id}/register', {
      params: { path: { id: 'n' } },
      headers: { 'Idempotency-Key': key },
      body: { version: 1 },
      fetch: (request: Request) => globalThis.fetch(request),
    }),
  )

test('every writing call carries the guard header, no reading call does', async () => {
  serve(answer(200, {}), answer(200, { items: [] }))
  await register('k')
  await unwrap(api.GET('/api/v1/users', { fetch: (request: Request) => globalThis.fetch(request) }))
  expect(seen.map((request) => request.headers.get('X-Mingqu'))).toEqual(['1', null])
})

test('a refusal is the server’s own sentence', async () => {
  serve(answer(422, { code: 'notice.doubts_open', message: '还有 2 处存疑未处理', hint: '先答完' }))
  const error = await register('k').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'notice.doubts_open', message: '还有 2 处存疑未处理', status: 422, body: { hint: '先答完' } })
})

test('a lost connection says that the books did not change', async () => {
  serve(new TypeError('断了'))
  await expect(register('k')).rejects.toMatchObject({ code: 'network', message: '没取到，账没有变' })
})

test('a session that ended is told once, to the one who cares', async () => {
  const told = vi.fn()
  whenSignedOut(told)
  serve(answer(401, { code: 'signed_out', message: '还没有登录' }))
  await register('k').catch(() => undefined)
  expect(told).toHaveBeenCalledOnce()
})

test('a retry after a lost connection carries the same key; an answered intention is over', async () => {
  const intent = newIntention()
  const keys: string[] = []
  const run = (outcome: () => unknown) =>
    keyed(intent, async (key) => {
      keys.push(key)
      return outcome()
    }).catch(() => undefined)
  const fail = (status: number) => () => {
    throw new ApiError('x', 'x', status)
  }
  await run(fail(0))
  await run(fail(503))
  await run(fail(422))
  await run(() => 'done')
  await run(() => 'done')
  expect(keys[0]).toBe(keys[1])
  expect(keys[1]).toBe(keys[2])
  expect(new Set(keys).size).toBe(3)
})

test('without a secure context the key is still a UUID', () => {
  const real = globalThis.crypto
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => real.getRandomValues(bytes) })
  expect(randomKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
