// 前端房间的规矩 (规矩): what a program can check, a program checks.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

import { expect, test } from 'vitest'

const ROOT = join(__dirname, '..', 'src')
const GENERATED = 'api/schema.d.ts'
const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
const files = walk(ROOT).map((path) => ({ name: relative(ROOT, path).split('\\').join('/'), text: readFileSync(path, 'utf8') }))
const breaking = (pattern: RegExp, keep: (name: string) => boolean): string[] =>
  files.filter((file) => keep(file.name) && pattern.test(file.text)).map((file) => file.name)
const isCode = (name: string): boolean => /\.(ts|vue)$/.test(name) && name !== GENERATED

const RULES: readonly [string, RegExp, (name: string) => boolean][] = [
  ['only src/ui knows the component library', /from ['"]element-plus|import ['"]element-plus/, (name) => isCode(name) && !name.startsWith('ui/')],
  ['no any', /[:<,|&(]\s*any\b|\bas any\b/, isCode],
  ['no raw HTML', /v-html|innerHTML/, isCode],
  ['no silenced checks', /@ts-ignore|@ts-nocheck|@ts-expect-error|eslint-disable/, isCode],
  ['colours only as tokens', /#[0-9a-fA-F]{3,8}\b|\brgba?\(/, (name) => !['styles/tokens.css', 'ui/theme.css'].includes(name) && name !== GENERATED],
  ['addresses of the server only in src/api and export links', /(?<![\w.])fetch\(/, (name) => isCode(name) && !name.startsWith('api/')],
  ['nothing from elsewhere', /https?:\/\/(?!www\.w3\.org)/, (name) => name !== GENERATED],
  ['no word of waiting or cheering', /请稍候|操作成功|系统异常|您输错了|亲，/, isCode],
  ['no unfinished work', /TODO|FIXME|XXX/, isCode],
  ['amounts are formatted in one place', /toLocaleString|toFixed\((?!2\)\}%|1\)\} MB)/, (name) => isCode(name) && name !== 'money/fen.ts'],
  ['no token in web storage', /Storage\.setItem\([^)]*(token|session)/i, isCode],
  ['old browsers: no :has, @layer, @container, color-mix', /:has\(|@layer|@container|color-mix|aspect-ratio|\d[dsl]vh\b|text-wrap|accent-color/, (name) => /\.(css|vue)$/.test(name)],
]
test.each(RULES)('%s', (_, pattern, keep) => expect(breaking(pattern, keep)).toEqual([]))

test('components stay under 250 lines, files under 500', () => {
  const long = files.filter((file) => {
    const lines = file.text.split('\n').length
    return file.name !== GENERATED && (file.name.endsWith('.vue') ? lines >= 250 : lines >= 500)
  })
  expect(long.map((file) => file.name)).toEqual([])
})

test('every file opens with what it is', () => {
  const bare = files.filter((file) => !/^(\/\/ |<!-- |\/\* )/.test(file.text) && file.name !== GENERATED)
  expect(bare.map((file) => file.name)).toEqual([])
})

test('every field of a form and every picture has a name', () => {
  const svg = files.filter((file) => /<svg(?![^>]*aria-)/.test(file.text.replace(/\n/g, ' ')))
  expect(svg.map((file) => file.name)).toEqual([])
})
