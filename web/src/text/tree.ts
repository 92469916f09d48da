// 树的走法 (树): which rows of a flat tree are shown, and where the arrows go.

/** 户的代号只在一本账里唯一；树上的行要全树唯一。 */
export const rowId = (row: { key: string; kind: string; division_code: string }): string =>
  row.kind === 'account' ? `${row.division_code}!${row.key}` : row.key

/** 从行号认出户：不是户的，没有。 */
export const accountOf = (id: string): { division_code: string; key: string } | undefined => {
  const at = id.indexOf('!')
  return at > 0 ? { division_code: id.slice(0, at), key: id.slice(at + 1) } : undefined
}

interface Loose {
  key: string
  kind: string
  division_code: string
  parent_key?: string | null
  has_children: boolean
}

/** 把分批取来的行接成一棵树：次序照服务器的，深浅按上级数。 */
export const treeOf = <Row extends Loose>(rows: readonly Row[]): (Row & { level: number })[] => {
  const below = new Map<string, Row[]>()
  const roots: Row[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const id = rowId(row)
    if (seen.has(id)) continue
    seen.add(id)
    if (row.parent_key == null) roots.push(row)
    else below.set(row.parent_key, [...(below.get(row.parent_key) ?? []), row])
  }
  const walk = (row: Row, level: number): (Row & { level: number })[] => {
    const under = below.get(row.key) ?? []
    const has_children = row.has_children || under.length > 0
    return [{ ...row, key: rowId(row), level, has_children }, ...under.flatMap((each) => walk(each, level + 1))]
  }
  return roots.flatMap((row) => walk(row, 0))
}

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
