// 原文亮出的例子 (原文): places count Unicode characters, not UTF-16 units.
import { describe, expect, test } from 'vitest'

import { blocksOf, linesOf, type Mark } from '../src/text/segments'

const fact = (id: string, start: number, end: number): Mark => ({ id, kind: 'fact', start, end })
const doubt = (id: string, start: number, end: number): Mark => ({ id, kind: 'doubt', start, end })
const flat = (text: string, marks: Mark[]) =>
  linesOf(text, marks).map((line) =>
    line.cells.map((cell) => cell.map((piece) => [piece.text, piece.marks.map((mark) => mark.id).join('')])),
  )

describe('places', () => {
  test('count characters beyond the basic plane as one', () => {
    expect(flat('𠮷𠮷县1472万', [fact('6', 3, 7)])).toEqual([[[['𠮷𠮷县', ''], ['1472', '6'], ['万', '']]]])
  })

  test('overlapping marks are cut where either begins or ends, doubts first', () => {
    expect(flat('一二三四五', [fact('1', 0, 3), doubt('甲', 2, 4)])).toEqual([
      [[['一二', '1'], ['三', '甲1'], ['四', '甲'], ['五', '']]],
    ])
  })

  test('a mark over two lines is lit in both and numbered once', () => {
    const lines = linesOf('一二\n三四', [fact('1', 1, 4)])
    const ends = lines.flatMap((line) => line.cells.flat().flatMap((piece) => piece.ends.map((mark) => mark.id)))
    expect(flat('一二\n三四', [fact('1', 1, 4)])).toEqual([
      [[['一', ''], ['二', '1']]],
      [[['三', '1'], ['四', '']]],
    ])
    expect(ends).toEqual(['1'])
  })

  test('a mark that ends in a line break is numbered at the end of its line', () => {
    const [first] = linesOf('标题\n正文', [fact('1', 0, 3)])
    expect(first?.cells[0]?.[0]?.ends.map((mark) => mark.id)).toEqual(['1'])
  })

  test.each([fact('1', -1, 2), fact('1', 2, 2), fact('1', 3, 1), fact('1', 0, 99)])(
    'a place outside the text lights nothing and breaks nothing',
    (mark) => expect(flat('一二三', [mark])).toEqual([[[['一二三', '']]]]),
  )

  test('nothing of the text is lost or doubled', () => {
    const text = '关于下达\n各县：\n𠮷\t1472\n\n一、管好'
    const marks = [fact('1', 0, 4), doubt('甲', 2, 7), fact('2', 9, 10)]
    const back = linesOf(text, marks).map((line) =>
      line.cells.map((cell) => cell.map((piece) => piece.text).join('')).join('\t'),
    )
    expect(back.join('\n')).toBe(text)
  })
})

test('lines become titles, headings, tables and paragraphs by their look alone', () => {
  const text = '关于下达预算的通知\n各县（市）财政局：\n正文一段。\n一、管好用好\n序号\t县市\n1\t托里县\n附件：1. 表'
  const blocks = blocksOf(linesOf(text, []), { title: { start: 0, end: 9 } })
  expect(blocks.map((block) => (block.kind === 'table' ? `table ${block.rows.length}` : block.kind))).toEqual([
    'title', 'flush', 'body', 'heading', 'table 2', 'flush',
  ])
})
