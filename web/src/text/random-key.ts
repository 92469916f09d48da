// 一次操作一把钥匙 (钥匙): a fresh key per intention; a retry carries the same one.

/** UUID v4；没有安全上下文（http）时 randomUUID 不在，用 getRandomValues。 */
export const randomKey = (): string => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export interface Intention {
  key: () => string
  /** 服务器已有答复，下一次是新的意图。 */
  settle: () => void
}

export const newIntention = (): Intention => {
  let current = randomKey()
  return {
    key: () => current,
    settle: () => {
      current = randomKey()
    },
  }
}
