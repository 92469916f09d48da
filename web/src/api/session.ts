// 会话 (会话): who is signed in, what they may see, and the demonstration's date.
import { useQueryClient } from '@tanstack/vue-query'

import { api, unwrap } from './client'
import { useWrite } from './refresh'
import type { Session } from './types'

export const readSession = (): Promise<Session> => unwrap(api.GET('/api/v1/session'))

export const signIn = (body: {
  username: string
  password: string
  totp?: string | null
}): Promise<Session> => unwrap(api.POST('/api/v1/session', { body }))

export const signOut = (): Promise<unknown> => unwrap(api.DELETE('/api/v1/session'))

export const usePasswordChange = () =>
  useWrite((body: { old_password: string; new_password: string }) =>
    unwrap(api.POST('/api/v1/session/password', { body })),
  )

export const useTotpEnrol = () =>
  useWrite(() => unwrap(api.POST('/api/v1/session/totp/enrol')))

export const useTotpConfirm = () =>
  useWrite((code: string) => unwrap(api.POST('/api/v1/session/totp/confirm', { body: { code } })))

/** 拨快演示日期；成功后所有的数都重读。 */
export function useClockAdvance() {
  const client = useQueryClient()
  return useWrite(async (days: number) => {
    const clock = await unwrap(api.POST('/api/v1/clock/advance', { body: { days } }))
    await client.invalidateQueries()
    return clock
  })
}
