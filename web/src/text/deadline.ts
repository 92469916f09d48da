// 期限的说法 (期限): days left, in words first and in a tone second.

export type DueTone = 'plain' | 'soon' | 'now' | 'late'

export interface DueWords {
  text: string
  tone: DueTone
}

/** 五天以内算临近；天数由服务器给。 */
const SOON_DAYS = 5

export const dueWords = (daysLeft: number): DueWords => {
  if (daysLeft < 0) return { text: `逾期 ${-daysLeft} 天`, tone: 'late' }
  if (daysLeft === 0) return { text: '今天到期', tone: 'now' }
  return { text: `还剩 ${daysLeft} 天`, tone: daysLeft <= SOON_DAYS ? 'soon' : 'plain' }
}

/** 工作台的第二行：`1 件已逾期，1 件今天到期`。 */
export const urgentWords = (daysLeft: readonly (number | null | undefined)[]): string => {
  const late = daysLeft.filter((days) => days != null && days < 0).length
  const now = daysLeft.filter((days) => days === 0).length
  const words = [late ? `${late} 件已逾期` : '', now ? `${now} 件今天到期` : '']
  return words.filter(Boolean).join('，')
}
