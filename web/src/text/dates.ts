// 日期的写法 (日期): civil dates and instants as people here write them, at fixed +08:00.

const parts = (date: string): [number, number, number] | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined
}

/** `5月10日`；不是当年的写 `2023年5月10日`。 */
export const shortDay = (date: string, today: string): string => {
  const day = parts(date)
  if (!day) return date
  const near = parts(today)?.[0] === day[0]
  return near ? `${day[1]}月${day[2]}日` : `${day[0]}年${day[1]}月${day[2]}日`
}

/** `2024 年 4 月 22 日`，用在文件和标题里。 */
export const longDay = (date: string): string => {
  const day = parts(date)
  return day ? `${day[0]} 年 ${day[1]} 月 ${day[2]} 日` : date
}

/** `5 月 10 日 星期五`，工作台的第一行。 */
export const headDay = (date: string): string => {
  const day = parts(date)
  if (!day) return date
  const week = new Date(Date.UTC(day[0], day[1] - 1, day[2])).getUTCDay()
  return `${day[1]} 月 ${day[2]} 日 星期${'日一二三四五六'.charAt(week)}`
}

const inShanghai = (instant: string): Date | undefined => {
  const at = Date.parse(instant)
  return Number.isNaN(at) ? undefined : new Date(at + 8 * 3_600_000)
}

/** 时刻所在的日期（东八区），`2024-05-10`。 */
export const dayOf = (instant: string): string =>
  inShanghai(instant)?.toISOString().slice(0, 10) ?? instant.slice(0, 10)

/** `14:32`。 */
export const clockTime = (instant: string): string =>
  inShanghai(instant)?.toISOString().slice(11, 16) ?? ''

/** `5月10日 14:32`。 */
export const shortInstant = (instant: string, today: string): string =>
  `${shortDay(dayOf(instant), today)} ${clockTime(instant)}`

/** 两个日期相隔几天，只用来在尺上定位。 */
export const daysBetween = (from: string, to: string): number => {
  const [a, b] = [Date.parse(`${from.slice(0, 10)}T00:00:00Z`), Date.parse(`${to.slice(0, 10)}T00:00:00Z`)]
  return Math.round((b - a) / 86_400_000)
}
