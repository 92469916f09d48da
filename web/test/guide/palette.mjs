// 配图变小 (调色板): a screenshot as a PNG of 256 colours; text stays sharp, the file is a third.
import { deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const COLOURS = 256
/** 颜色先归到这么细的格子里，再数哪些最多。 */
const STEP = 8
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

const crcOf = (bytes) => {
  let value = 0xffffffff
  for (const byte of bytes) value = CRC[(value ^ byte) & 0xff] ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

const chunk = (name, body) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const out = Buffer.alloc(named.length + 8)
  out.writeUInt32BE(body.length, 0)
  named.copy(out, 4)
  out.writeUInt32BE(crcOf(named), named.length + 4)
  return out
}

const chunksOf = (png) => {
  const found = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    found.push({ name: png.toString('latin1', at + 4, at + 8), body: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return found
}

const paeth = (left, up, corner) => {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** 还原每一行的滤波，得到一点一点的颜色。 */
const pixelsOf = (raw, width, height, depth) => {
  const stride = width * depth
  const out = Buffer.alloc(stride * height)
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)]
    for (let at = 0; at < stride; at += 1) {
      const here = row * stride + at
      const left = at >= depth ? out[here - depth] : 0
      const up = row > 0 ? out[here - stride] : 0
      const corner = row > 0 && at >= depth ? out[here - stride - depth] : 0
      const add = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      out[here] = raw[row * (stride + 1) + 1 + at] + add
    }
  }
  return out
}

const apart = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2

/** 最多的那些颜色，和每个格子归到哪一个。 */
const paletteOf = (pixels, depth) => {
  const boxes = new Map()
  for (let at = 0; at < pixels.length; at += depth) {
    const [r, g, b] = [pixels[at], pixels[at + 1], pixels[at + 2]]
    const box = (Math.floor(r / STEP) << 10) | (Math.floor(g / STEP) << 5) | Math.floor(b / STEP)
    const known = boxes.get(box)
    if (!known) boxes.set(box, { box, count: 1, sum: [r, g, b] })
    else {
      known.count += 1
      known.sum = [known.sum[0] + r, known.sum[1] + g, known.sum[2] + b]
    }
  }
  const all = [...boxes.values()].map((each) => ({ ...each, mean: each.sum.map((sum) => Math.round(sum / each.count)) }))
  const colours = all.sort((a, b) => b.count - a.count || a.box - b.box).slice(0, COLOURS).map((each) => each.mean)
  const places = new Map()
  for (const { box, mean } of all) {
    let best = 0
    for (let at = 1; at < colours.length; at += 1) if (apart(colours[at], mean) < apart(colours[best], mean)) best = at
    places.set(box, best)
  }
  return { colours, places }
}

export const inPalette = (png) => {
  const chunks = chunksOf(png)
  const head = chunks.find((each) => each.name === 'IHDR').body
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const depth = head[9] === 6 ? 4 : 3
  const data = Buffer.concat(chunks.filter((each) => each.name === 'IDAT').map((each) => each.body))
  const pixels = pixelsOf(inflateSync(data), width, height, depth)
  const { colours, places } = paletteOf(pixels, depth)
  const rows = Buffer.alloc((width + 1) * height)
  for (let at = 0; at < width * height; at += 1) {
    const [r, g, b] = [pixels[at * depth], pixels[at * depth + 1], pixels[at * depth + 2]]
    const box = (Math.floor(r / STEP) << 10) | (Math.floor(g / STEP) << 5) | Math.floor(b / STEP)
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = places.get(box)
  }
  const header = Buffer.from(head)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
