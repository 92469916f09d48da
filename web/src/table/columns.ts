// 列 (列): what a ledger table needs to know of a column.

export interface Column<Row> {
  key: string
  label: string
  right?: boolean
  /** 按它排序时传给服务器的名字。 */
  sort?: string
  /** 占满剩下的宽，长了用省略号。 */
  grow?: boolean
  width?: string
  /** 手机上：`name` 行名，`figure` 带标签的数，`off` 不显示，`full` 独占一行。 */
  phone?: 'name' | 'figure' | 'off' | 'full'
  /** 没有插槽时写什么。 */
  text?: (row: Row) => string
}

/** 地址里的查询改几项；空的去掉。换筛选就回到第一页。 */
export const nextQuery = (
  query: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, string | undefined>>,
): Record<string, string> => {
  const merged: Record<string, unknown> = { ...query, ...change }
  if (!('after' in change)) {
    delete merged.after
    delete merged.row
  }
  const kept: Record<string, string> = {}
  for (const [key, value] of Object.entries(merged)) {
    if (typeof value === 'string' && value !== '') kept[key] = value
  }
  return kept
}
