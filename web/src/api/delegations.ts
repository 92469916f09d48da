// 委托 (委托): who may sign for whom, from when to when.
import { useQuery, useQueryClient } from '@tanstack/vue-query'

import { api, unwrap } from './client'
import { useWrite } from './refresh'

export const useDelegations = () =>
  useQuery({ queryKey: ['delegations'], queryFn: () => unwrap(api.GET('/api/v1/delegations')) })

export const useColleagues = () =>
  useQuery({ queryKey: ['colleagues'], queryFn: () => unwrap(api.GET('/api/v1/colleagues')) })

function useDelegationWrite<V, B>(run: (body: B) => Promise<V>) {
  const client = useQueryClient()
  return useWrite(async (body: B) => {
    const view = await run(body)
    void client.invalidateQueries({ queryKey: ['delegations'] })
    return view
  })
}

export const useDelegationCreate = () =>
  useDelegationWrite(
    (body: { to_user_id: string; from_on: string; to_on: string; reason: string }) =>
      unwrap(api.POST('/api/v1/delegations', { body })),
  )

export const useDelegationEnd = () =>
  useDelegationWrite((id: string) =>
    unwrap(api.POST('/api/v1/delegations/{id}/end', { params: { path: { id } } })),
  )
