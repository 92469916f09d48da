// 树的走法 (树).
import { expect, test } from 'vitest'

import { firstOpen, stepOf, visibleRows, type Node } from '../src/text/tree'

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
