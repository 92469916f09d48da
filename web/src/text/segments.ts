// 原文的亮出 (原文): cuts a notice's text at the places of its facts and doubts.
// 位置按 Unicode 字符数，不按 UTF-16 单元数。

export interface Mark {
  /** 要素的序号，或存疑的甲乙丙丁。 */
  id: string
  kind: 'fact' | 'doubt'
  start: number
  end: number
}

export interface Piece {
  text: string
  /** 盖住这一段的标记，存疑在前。 */
  marks: Mark[]
  /** 在这一段末尾结束的标记，写序号用。 */
  ends: Mark[]
}

export interface Line {
  /** 本行第一个字符在全文中的位置。 */
  start: number
  end: number
  text: string
  /** 以制表符分开的格；不是表格行时只有一格。 */
  cells: Piece[][]
}

/** 服务器给的位置合不合文：越界、倒置的不亮，也不出错。 */
const usable = (mark: Mark, length: number): boolean =>
  mark.start >= 0 && mark.start < mark.end && mark.end <= length

const piecesOf = (chars: string[], from: number, to: number, marks: Mark[]): Piece[] => {
  const inside = marks.filter((mark) => mark.start < to && mark.end > from)
  const cuts = new Set([from, to])
  for (const mark of inside) {
    cuts.add(Math.max(from, mark.start))
    cuts.add(Math.min(to, mark.end))
  }
  const places = [...cuts].sort((a, b) => a - b)
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? to
    const over = inside.filter((mark) => mark.start < end && mark.end > start)
    over.sort((a, b) => (a.kind === b.kind ? a.start - b.start : a.kind === 'doubt' ? -1 : 1))
    return {
      text: chars.slice(start, end).join(''),
      marks: over,
      ends: over.filter((mark) => mark.end === end || (end === to && onlyBreaks(chars, end, mark.end))),
    }
  })
}

/** 标记只多盖了换行时，序号写在本行末尾。 */
const onlyBreaks = (chars: string[], from: number, to: number): boolean =>
  from < to && chars.slice(from, to).every((char) => char === '\n' || char === '\t')

export const linesOf = (text: string, marks: Mark[]): Line[] => {
  const chars = Array.from(text)
  const good = marks.filter((mark) => usable(mark, chars.length))
  const lines: Line[] = []
  let start = 0
  for (let at = 0; at <= chars.length; at += 1) {
    if (at < chars.length && chars[at] !== '\n') continue
    const cells: Piece[][] = []
    let cell = start
    for (let tab = start; tab <= at; tab += 1) {
      if (tab < at && chars[tab] !== '\t') continue
      cells.push(piecesOf(chars, cell, tab, good))
      cell = tab + 1
    }
    lines.push({ start, end: at, text: chars.slice(start, at).join(''), cells })
    start = at + 1
  }
  return lines
}

export type Block =
  | { kind: 'table'; rows: Line[] }
  | { kind: 'head' | 'title' | 'heading' | 'flush' | 'sign' | 'body'; line: Line }

export interface Places {
  title?: { start: number; end: number } | undefined
  recipients?: { start: number; end: number } | undefined
}

const overlaps = (line: Line, span: { start: number; end: number } | undefined): boolean =>
  span !== undefined && line.start < span.end && line.end > span.start

const HEADING = /^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)/
const FLUSH = /^\s*(?:附件|抄送|附：|单位[:：])|[:：]\s*$/
/** 落款的机关和日子。 */
const SIGN = /^\s*(?:[^，。、；：\s]{3,20}(?:厅|局|委员会|办公室|政府|部)|\d{4}年\d{1,2}月\d{1,2}日)\s*$/
/** 小标题不会比这更长；更长的按正文排。 */
const HEADING_CHARS = 30

/** 把各行排成标题、小标题、正文和表，只为好看，不改一字。 */
export const blocksOf = (lines: Line[], places: Places): Block[] => {
  const blocks: Block[] = []
  for (const line of lines) {
    if (line.text.trim() === '') continue
    if (line.cells.length > 1) {
      const last = blocks[blocks.length - 1]
      if (last?.kind === 'table') last.rows.push(line)
      else blocks.push({ kind: 'table', rows: [line] })
    } else if (overlaps(line, places.title)) blocks.push({ kind: 'title', line })
    else if (places.title && line.end <= places.title.start && line.text.length <= HEADING_CHARS)
      blocks.push({ kind: 'head', line })
    else if (SIGN.test(line.text)) blocks.push({ kind: 'sign', line })
    else if (HEADING.test(line.text) && line.text.length <= HEADING_CHARS)
      blocks.push({ kind: 'heading', line })
    else if (FLUSH.test(line.text) || overlaps(line, places.recipients))
      blocks.push({ kind: 'flush', line })
    else blocks.push({ kind: 'body', line })
  }
  return blocks
}
