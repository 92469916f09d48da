// 表的状态在地址里 (地址状态): filters, sort and page live in the query.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import { nextQuery } from './columns'

export function useListState() {
  const route = useRoute()
  const router = useRouter()
  const text = (key: string): string => {
    const value = route.query[key]
    return typeof value === 'string' ? value : ''
  }
  const set = (change: Record<string, string | undefined>): void => {
    void router.replace({ query: nextQuery(route.query, change) })
  }
  /** 换页要留在历史里，后退就是上一页。 */
  const go = (change: Record<string, string | undefined>): void => {
    void router.push({ query: nextQuery(route.query, change) })
  }
  const param = (key: string): string | undefined => text(key) || undefined
  const after = computed(() => param('after'))
  const firstRow = computed(() => Math.max(1, Number.parseInt(text('row') || '1', 10) || 1))
  return { text, param, set, go, after, firstRow }
}

export type ListState = ReturnType<typeof useListState>

/** 导出地址：和屏上同样的筛选，加 `format=xlsx`。 */
export const exportHref = (
  path: string,
  filter: Readonly<Record<string, string | number | undefined>>,
): string => {
  const query = new URLSearchParams({ format: 'xlsx' })
  for (const [key, value] of Object.entries(filter)) {
    if (value !== undefined && value !== '' && key !== 'after') query.set(key, String(value))
  }
  return `${path}?${query.toString()}`
}
