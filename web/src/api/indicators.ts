// 指标 (指标): one indicator, and what the upper level adds or takes back.
import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, unwrap } from './client'
import { useWrite } from './refresh'
import type { components } from './schema'

export type MoveKind = 'supplement' | 'reduce'
type MoveBody = components['schemas']['MoveInput']

export const useIndicator = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['indicator', computed(() => toValue(id))],
    queryFn: () => unwrap(api.GET('/api/v1/indicators/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) !== ''),
  })

/** 追加或追减；断网再按用同一把钥匙。 */
export function useIndicatorMove(id: string) {
  const intent = intention()
  return useWrite(({ kind, body }: { kind: MoveKind; body: MoveBody }) =>
    keyed(intent, (key) => {
      const call = { params: { path: { id } }, headers: { 'Idempotency-Key': key }, body }
      return kind === 'reduce'
        ? unwrap(api.POST('/api/v1/indicators/{id}/reduce', call))
        : unwrap(api.POST('/api/v1/indicators/{id}/supplement', call))
    }),
  )
}
