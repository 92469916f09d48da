// 金额读写的例子 (金额).
import { describe, expect, test } from 'vitest'

import { asFen, formatDifference, formatFen, formatWan, parseWan, parseYuan } from '../src/money/fen'

describe('formatting is exact', () => {
  test.each([
    [0, '0.00', '0.00'],
    [1, '0.01', '0.000001'],
    [-1, '−0.01', '−0.000001'],
    [100, '1.00', '0.0001'],
    [10_000, '100.00', '0.01'],
    [48_895_579, '488,955.79', '48.895579'],
    [1_472_000_000, '14,720,000.00', '1,472.00'],
    [7_550_000_000, '75,500,000.00', '7,550.00'],
    [7_550_000_001, '75,500,000.01', '7,550.000001'],
    [-12_000_000, '−120,000.00', '−12.00'],
    [Number.MAX_SAFE_INTEGER, '90,071,992,547,409.91', '9,007,199,254.740991'],
  ])('%i fen is %s 元 and %s 万元', (fen, yuan, wan) => {
    expect(formatFen(asFen(fen))).toBe(yuan)
    expect(formatWan(asFen(fen))).toBe(wan)
  })

  test('a difference carries its sign', () => {
    expect(formatDifference(asFen(107_000_000), 'wan')).toBe('+107.00')
    expect(formatDifference(asFen(0), 'wan')).toBe('0.00')
    expect(formatDifference(asFen(-1), 'yuan')).toBe('−0.01')
  })

  test('what is not a whole number of 分 is refused', () => {
    expect(() => asFen(0.5)).toThrow(RangeError)
    expect(() => asFen(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError)
  })
})

describe('reading never rounds', () => {
  test.each([
    ['1472', 1_472_000_000],
    ['1,472.00', 1_472_000_000],
    ['48.895579', 48_895_579],
    [' 0.000001 ', 1],
    ['−12', -12_000_000],
    ['-0', 0],
    ['48.8955791', undefined],
    ['1.2.3', undefined],
    ['12万', undefined],
    ['', undefined],
    ['.5', undefined],
    ['99999999999', undefined],
  ])('%s 万元', (text, fen) => expect(parseWan(text)).toBe(fen))

  test.each([
    ['14,720,000.00', 1_472_000_000],
    ['0.01', 1],
    ['0.001', undefined],
    ['1e3', undefined],
  ])('%s 元', (text, fen) => expect(parseYuan(text)).toBe(fen))

  test('what is written can be read back', () => {
    for (const fen of [1, 99, 100, 123_456_789, 7_550_000_000, -48_895_579]) {
      expect(parseWan(formatWan(asFen(fen)))).toBe(fen)
      expect(parseYuan(formatFen(asFen(fen)))).toBe(fen)
    }
  })
})
