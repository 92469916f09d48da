// 金额 (金额): amounts in 分, read and written exactly; no figure is ever rounded here.

/** 金额，单位：分。只能由本文件的函数得到，避免与元混用。 */
export type Fen = number & { readonly __unit: 'fen' }

export type Unit = 'yuan' | 'wan'

export const unitLabel = (unit: Unit): string => (unit === 'wan' ? '万元' : '元')

export const asFen = (fen: number): Fen => {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`不是有效的分值：${fen}`)
  // The brand is put on in this file alone, after the check above.
  return fen as Fen
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** 以元写出，两位小数；负号用真正的减号。 */
export const formatFen = (fen: Fen): string => {
  const sign = fen < 0 ? '−' : ''
  const digits = Math.abs(fen).toString().padStart(3, '0')
  return `${sign}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`
}

/** 以万元写出，两位小数；分要更多位时写到六位，绝不舍入。 */
export const formatWan = (fen: Fen): string => {
  const sign = fen < 0 ? '−' : ''
  const digits = Math.abs(fen).toString().padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '')
  return `${sign}${grouped(digits.slice(0, -6))}.${fraction}`
}

export const formatIn = (fen: Fen, unit: Unit): string =>
  unit === 'wan' ? formatWan(fen) : formatFen(fen)

/** 带正负号写出差额。 */
export const formatDifference = (fen: Fen, unit: Unit): string =>
  fen > 0 ? `+${formatIn(fen, unit)}` : formatIn(fen, unit)

const parseScaled = (text: string, decimals: number, digits: number): Fen | undefined => {
  const plain = text.trim().replace(/[,，]/g, '').replace(/^−/, '-')
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain)
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = ''] = match
  if (whole.length > digits || fraction.length > decimals) return undefined
  const fen = Number(`${sign}${whole}${fraction.padEnd(decimals, '0')}`)
  return Number.isSafeInteger(fen) ? asFen(fen === 0 ? 0 : fen) : undefined
}

/** 读入以元为单位的金额；读不准就不读，绝不四舍五入。 */
export const parseYuan = (text: string): Fen | undefined => parseScaled(text, 2, 13)

/** 读入以万元为单位的金额，最多六位小数；读不准就不读。 */
export const parseWan = (text: string): Fen | undefined => parseScaled(text, 6, 9)
