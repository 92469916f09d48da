// 树的走法 (树).
import { expect, test } from 'vitest'

import { accountOf, firstOpen, rowId, stepOf, treeOf, visibleRows, type Node } from '../src/text/tree'

const rows: Node[] = [
  { key: 'a', parent_key: null, level: 0, has_children: true },
  { key: 'a1', parent_key: 'a', level: 1, has_children: true },
  { key: 'a1x', parent_key: 'a1', level: 2, has_children: false },
  { key: 'a2', parent_key: 'a', level: 1, has_children: false },
]
const keys = (open: string[]): string[] => visibleRows(rows, new Set(open)).map((row) => row.key)

test('a row shows when every row above it is open', () => {
  expect(keys([])).toEqual(['a'])
  expect(keys(['a'])).toEqual(['a', 'a1', 'a2'])
  expect(keys(['a1'])).toEqual(['a'])
  expect(keys(['a', 'a1'])).toEqual(['a', 'a1', 'a1x', 'a2'])
  expect(firstOpen(rows)).toEqual(['a'])
})

test.each([
  ['a', 'ArrowDown', { kind: 'go', key: 'a1' }],
  ['a', 'ArrowUp', undefined],
  ['a', 'ArrowLeft', { kind: 'close', key: 'a' }],
  ['a1', 'ArrowRight', { kind: 'open', key: 'a1' }],
  ['a', 'ArrowRight', { kind: 'go', key: 'a1' }],
  ['a2', 'ArrowLeft', { kind: 'go', key: 'a' }],
  ['a2', 'ArrowRight', undefined],
  ['a', 'End', { kind: 'go', key: 'a2' }],
  ['a2', 'Home', { kind: 'go', key: 'a' }],
  ['a', 'x', undefined],
  ['gone', 'ArrowDown', undefined],
])('%s with %s', (key, arrow, step) => {
  const open = new Set(['a'])
  expect(stepOf(key, arrow, visibleRows(rows, open), open)).toEqual(step)
})

test('branches read one by one make one tree, each row once, accounts told apart by their book', () => {
  const part = (key: string, parent_key: string | null, kind: string, division_code: string) => ({
    key, parent_key, kind, division_code, has_children: false, level: 9,
  })
  const tree = treeOf([
    part('6542', null, 'division', '6542'),
    part('654224', '6542', 'division', '654224'),
    part('654225', '6542', 'division', '654225'),
    part('654224/6号', '654224', 'document', '654224'),
    part('P201', '654224/6号', 'account', '654224'),
    part('654225/6号', '654225', 'document', '654225'),
    part('P201', '654225/6号', 'account', '654225'),
    part('654224', '6542', 'division', '654224'),
  ])
  expect(tree.map((row) => `${row.level} ${row.key}`)).toEqual([
    '0 6542', '1 654224', '2 654224/6号', '3 654224!P201', '1 654225', '2 654225/6号', '3 654225!P201',
  ])
  expect(tree[1]?.has_children).toBe(true)
  expect(accountOf(rowId(part('P201', null, 'account', '654224')))).toEqual({ division_code: '654224', key: 'P201' })
  expect(accountOf('654224/6号')).toBeUndefined()
})
