// 元或万元 (单位): one switch for every figure on the screen, remembered.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

import { unitLabel, type Unit } from '@/money/fen'

const KEY = 'mingqu.unit'

const remembered = (): Unit => {
  try {
    return localStorage.getItem(KEY) === 'yuan' ? 'yuan' : 'wan'
  } catch {
    return 'wan'
  }
}

export const useUnit = defineStore('unit', () => {
  const unit = ref<Unit>(remembered())
  const label = computed(() => unitLabel(unit.value))
  const set = (next: Unit): void => {
    unit.value = next
    try {
      localStorage.setItem(KEY, next)
    } catch {
      // Without storage the choice lasts until the page closes.
    }
  }
  return { unit, label, set }
})
