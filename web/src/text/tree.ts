// 树的走法 (树): which rows of a flat tree are shown, and where the arrows go.

export interface Node {
  key: string
  parent_key?: string | null
  level: number
  has_children: boolean
}

/** 上级都展开了的行才看得见；服务器给的次序不变。 */
export const visibleRows = <Row extends Node>(rows: readonly Row[], open: ReadonlySet<string>): Row[] => {
  const shown = new Set<string>()
  return rows.filter((row) => {
    const parent = row.parent_key
    const visible = parent == null || (shown.has(parent) && open.has(parent))
    if (visible) shown.add(row.key)
    return visible
  })
}

/** 一开始展开最上一层。 */
export const firstOpen = (rows: readonly Node[]): string[] =>
  rows.filter((row) => row.parent_key == null && row.has_children).map((row) => row.key)

export type Step = { kind: 'go'; key: string } | { kind: 'open' | 'close'; key: string } | undefined

const goTo = (row: Node | undefined): Step => (row ? { kind: 'go', key: row.key } : undefined)

/** 方向键：上下走行；右展开或进下级；左收起或回上级。 */
export const stepOf = (key: string, arrow: string, shown: readonly Node[], open: ReadonlySet<string>): Step => {
  const at = shown.findIndex((row) => row.key === key)
  const row = shown[at]
  if (!row) return undefined
  switch (arrow) {
    case 'ArrowDown':
      return goTo(shown[at + 1])
    case 'ArrowUp':
      return goTo(shown[at - 1])
    case 'Home':
      return goTo(shown[0])
    case 'End':
      return goTo(shown[shown.length - 1])
    case 'ArrowRight':
      if (row.has_children && !open.has(key)) return { kind: 'open', key }
      return row.has_children ? goTo(shown[at + 1]) : undefined
    case 'ArrowLeft':
      if (row.has_children && open.has(key)) return { kind: 'close', key }
      return goTo(shown.find((each) => each.key === row.parent_key))
    default:
      return undefined
  }
}
