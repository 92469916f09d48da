// 分配 (分配): indicators to allocate from, schemes and their approval.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { api, intention, keyed, unwrap } from './client'
import { useWrite } from './refresh'
import type { Allocation, Allotment } from './types'
import type { components } from './schema'

type S = components['schemas']

export interface AllocationFilter {
  division_code: string
  fiscal_year: number
  state?: string
  q?: string
  after?: string
}

const one = (allocation: Allocation) => ['allocation', allocation.id]
const at = (id: string) => ({ path: { id } })

export const useAllocations = (filter: MaybeRefOrGetter<AllocationFilter>) =>
  useQuery({
    queryKey: ['allocations', computed(() => toValue(filter))],
    queryFn: () => unwrap(api.GET('/api/v1/allocations', { params: { query: toValue(filter) } })),
    placeholderData: keepPreviousData,
  })

export const useAllocation = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: ['allocation', computed(() => toValue(id))],
    queryFn: () =>
      unwrap(api.GET('/api/v1/allocations/{id}', { params: at(toValue(id)) })),
  })

/** 还有余额可分的指标。 */
export const useOpenIndicators = (
  book: MaybeRefOrGetter<{ division_code: string; fiscal_year: number }>,
) =>
  useQuery({
    queryKey: ['indicators', computed(() => toValue(book))],
    queryFn: () =>
      unwrap(api.GET('/api/v1/indicators', { params: { query: { ...toValue(book), state: 'open' } } })),
  })

export const useAllocationCreate = () =>
  useWrite(
    (body: S['AllocationDraftInput']) => unwrap(api.POST('/api/v1/allocations', { body })),
    one,
  )

export const useAllocationPatch = (id: string) =>
  useWrite(
    (body: S['AllocationChangeInput']) =>
      unwrap(api.PATCH('/api/v1/allocations/{id}', { params: at(id), body })),
    one,
  )

export const useAllocationSubmit = (id: string) =>
  useWrite(
    (version: number) =>
      unwrap(api.POST('/api/v1/allocations/{id}/submit', { params: at(id), body: { version } })),
    one,
  )

export const useAllocationApprove = (id: string) =>
  useWrite(
    (body: S['ApproveInput']) =>
      unwrap(api.POST('/api/v1/allocations/{id}/approve', { params: at(id), body })),
    one,
  )

export const useAllocationReturn = (id: string) =>
  useWrite(
    (body: S['ReturnInput']) =>
      unwrap(api.POST('/api/v1/allocations/{id}/return', { params: at(id), body })),
    one,
  )

export const useAllocationWithdraw = (id: string) =>
  useWrite(
    (version: number) =>
      unwrap(api.POST('/api/v1/allocations/{id}/withdraw', { params: at(id), body: { version } })),
    one,
  )

export const useAllocationCountersign = (id: string) =>
  useWrite(
    (body: S['CountersignInput']) =>
      unwrap(api.POST('/api/v1/allocations/{id}/countersign', { params: at(id), body })),
    one,
  )

/** 被请加签的人写意见。 */
export const useAllocationOpine = (id: string) =>
  useWrite(
    (body: S['OpineInput']) =>
      unwrap(api.POST('/api/v1/allocations/{id}/opine', { params: at(id), body })),
    one,
  )

export const useAllocationCancel = (id: string) =>
  useWrite(
    (version: number) =>
      unwrap(api.POST('/api/v1/allocations/{id}/cancel', { params: at(id), body: { version } })),
    one,
  )

/** 由批准的方案起草下达文。 */
export function useAllotmentDraft(id: string) {
  const intent = intention()
  return useWrite(
    () =>
      keyed(intent, (key) =>
        unwrap(
          api.POST('/api/v1/allocations/{id}/allotment', {
            params: at(id),
            headers: { 'Idempotency-Key': key },
          }),
        ),
      ),
    (allotment: Allotment) => ['allotment', allotment.id],
  )
}
