// 用户与权限 (用户): accounts, duties, second factor.
import { useQuery, useQueryClient } from '@tanstack/vue-query'

import { api, unwrap } from './client'
import { useWrite } from './refresh'

export const useUsers = () =>
  useQuery({ queryKey: ['users'], queryFn: () => unwrap(api.GET('/api/v1/users')) })

export const useOffices = (enabled: boolean) =>
  useQuery({ queryKey: ['offices'], queryFn: () => unwrap(api.GET('/api/v1/offices')), enabled })

export const useDuties = () =>
  useQuery({ queryKey: ['duties'], queryFn: () => unwrap(api.GET('/api/v1/duties')) })

/** 写用户；成功后名单和职责表都重读。 */
function useUserWrite<V, B>(run: (body: B) => Promise<V>) {
  const client = useQueryClient()
  return useWrite(async (body: B) => {
    const view = await run(body)
    void client.invalidateQueries({ queryKey: ['users'] })
    void client.invalidateQueries({ queryKey: ['duties'] })
    return view
  })
}

export const useUserCreate = () =>
  useUserWrite((body: { username: string; display_name: string; office_id: string }) =>
    unwrap(api.POST('/api/v1/users', { body })),
  )

export const useUserGrant = () =>
  useUserWrite(({ id, duties }: { id: string; duties: string[] }) =>
    unwrap(api.POST('/api/v1/users/{id}/grant', { params: { path: { id } }, body: { duties } })),
  )

export type UserVerb = 'suspend' | 'resume' | 'unlock' | 'reset-password'

export const useUserVerb = () =>
  useUserWrite(({ id, verb }: { id: string; verb: UserVerb }) => {
    const at = { params: { path: { id } } }
    if (verb === 'suspend') return unwrap(api.POST('/api/v1/users/{id}/suspend', at))
    if (verb === 'resume') return unwrap(api.POST('/api/v1/users/{id}/resume', at))
    if (verb === 'unlock') return unwrap(api.POST('/api/v1/users/{id}/unlock', at))
    return unwrap(api.POST('/api/v1/users/{id}/reset-password', at))
  })

export const useSecondFactor = () =>
  useUserWrite(({ code, required }: { code: string; required: boolean }) =>
    unwrap(
      api.POST('/api/v1/duties/{code}/second-factor', {
        params: { path: { code } },
        body: { required },
      }),
    ),
  )
