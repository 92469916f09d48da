// 期限和日期的说法 (说法).
import { expect, test } from 'vitest'

import { clockTime, dayOf, daysBetween, headDay, longDay, shortDay, shortInstant } from '../src/text/dates'
import { dueWords, urgentWords } from '../src/text/deadline'

test.each([
  [12, '还剩 12 天', 'plain'],
  [6, '还剩 6 天', 'plain'],
  [5, '还剩 5 天', 'soon'],
  [1, '还剩 1 天', 'soon'],
  [0, '今天到期', 'now'],
  [-1, '逾期 1 天', 'late'],
  [-10, '逾期 10 天', 'late'],
])('%i days left', (days, text, tone) => expect(dueWords(days)).toEqual({ text, tone }))

test.each([
  [[], ''],
  [[3, null, undefined], ''],
  [[-2, 0, 3], '1 件已逾期，1 件今天到期'],
  [[0, 0], '2 件今天到期'],
])('the second line of the workbench says what presses', (days, words) => expect(urgentWords(days)).toBe(words))

test('dates are written as people here write them', () => {
  expect(shortDay('2024-05-10', '2024-12-31')).toBe('5月10日')
  expect(shortDay('2023-05-10', '2024-12-31')).toBe('2023年5月10日')
  expect(longDay('2024-04-22')).toBe('2024 年 4 月 22 日')
  expect(headDay('2024-05-10')).toBe('5 月 10 日 星期五')
  expect(shortDay('不是日期', '2024-01-01')).toBe('不是日期')
})

test('instants are shown at +08:00 whatever the machine thinks', () => {
  expect(clockTime('2024-04-22T02:05:00Z')).toBe('10:05')
  expect(dayOf('2024-04-22T16:30:00Z')).toBe('2024-04-23')
  expect(shortInstant('2024-04-22T16:30:00Z', '2024-05-01')).toBe('4月23日 00:30')
})

test('days between civil dates count midnights', () => {
  expect(daysBetween('2024-04-22', '2024-05-22')).toBe(30)
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
})
