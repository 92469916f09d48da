// 写成之后重读什么 (重读): after a write, what it may have changed is read again from the server.
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/vue-query'

/** 任何一笔写都可能动到的：导航的数、工作台和各张表。 */
const EVERYWHERE: readonly string[] = [
  'session',
  'workbench',
  'notices',
  'indicator',
  'indicators',
  'allocations',
  'allotments',
  'documents',
  'tree',
  'statement',
  'trace',
  'entries',
  'audit',
]

/** 写一件东西：答复就是它的新样子，其余的重读；界面不自己推算。 */
export function useWrite<V, B>(run: (body: B) => Promise<V>, place?: (view: V) => QueryKey) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: (view: V) => {
      if (place) client.setQueryData(place(view), view)
      for (const name of EVERYWHERE) void client.invalidateQueries({ queryKey: [name] })
    },
  })
}
