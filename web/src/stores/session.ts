// 会话和账套 (会话): who is here and which book they look at.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

import type { Book, Session } from '@/api/types'

const BOOK_KEY = 'mingqu.book'

interface Chosen {
  division_code: string
  fiscal_year: number
  /** 区划只看这一个；空是整本账。 */
  inside: string
}

const remembered = (): Partial<Chosen> => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(BOOK_KEY) ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** 去掉补位的零：654200000 → 6542，用来认出下级。 */
const stem = (code: string): string => code.replace(/0+$/, '').padEnd(2, '0')

export const useSession = defineStore('session', () => {
  const view = ref<Session | null>(null)
  const chosen = ref<Partial<Chosen>>(remembered())

  const books = computed(() => view.value?.books ?? [])
  const own = computed(() => view.value?.user.division_code ?? '')
  const divisions = computed(() => {
    const seen = new Map(books.value.map((book) => [book.division_code, book]))
    return [...seen.values()]
  })
  const division = computed<Book | undefined>(
    () =>
      divisions.value.find((book) => book.division_code === chosen.value.division_code) ??
      divisions.value.find((book) => book.division_code === own.value) ??
      divisions.value[0],
  )
  const years = computed(() => {
    const mine = books.value.filter((book) => book.division_code === division.value?.division_code)
    return mine.map((book) => book.fiscal_year).sort((a, b) => b - a)
  })
  const year = computed(
    () => years.value.find((each) => each === chosen.value.fiscal_year) ?? years.value[0] ?? 0,
  )
  const below = computed(() => {
    const top = division.value?.division_code ?? ''
    return divisions.value.filter(
      (book) => book.division_code !== top && book.division_code.startsWith(stem(top)),
    )
  })
  const inside = computed(() => below.value.find((book) => book.division_code === chosen.value.inside))
  const book = computed(() => ({
    division_code: division.value?.division_code ?? '',
    fiscal_year: year.value,
  }))
  /** 现在看的范围：整本账，或其中一个区划。 */
  const scope = computed(() => ({
    division_code: inside.value?.division_code ?? book.value.division_code,
    fiscal_year: year.value,
  }))
  const closed = computed(() =>
    books.value.some(
      (each) =>
        each.division_code === division.value?.division_code &&
        each.fiscal_year === year.value &&
        each.closed,
    ),
  )
  const today = computed(() => view.value?.today ?? '')

  const choose = (next: Partial<Chosen>): void => {
    chosen.value = { ...chosen.value, ...next }
    try {
      localStorage.setItem(BOOK_KEY, JSON.stringify(chosen.value))
    } catch {
      // Without storage the choice lasts until the page closes.
    }
  }
  const has = (permission: string): boolean => view.value?.permissions.includes(permission) ?? false
  const isDuty = (code: string): boolean =>
    view.value?.user.duties.some((duty) => duty.code === code) ?? false

  return {
    view, divisions, division, years, year, below, inside, book, scope, closed, today, choose, has, isDuty,
  }
})
