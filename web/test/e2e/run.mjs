// 走一遍 (浏览器测试): every *.e2e.mjs beside this file, one after another, against the real binary.
// node test/e2e/run.mjs [NAME…]
import { mkdirSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { launch } from './browser.mjs'
import { open } from './page.mjs'
import { serve } from './server.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const OUT = fileURLToPath(new URL('../../test-results/', import.meta.url))
const only = process.argv.slice(2)
const names = readdirSync(HERE)
  .filter((name) => name.endsWith('.e2e.mjs'))
  .filter((name) => only.length === 0 || only.some((part) => name.includes(part)))
  .sort()
mkdirSync(OUT, { recursive: true })

const browser = await launch()
let passed = 0
let failed = 0
for (const name of names) {
  const { journeys, stage } = await import(`./${name}`)
  const server = await serve({ stage })
  for (const [title, walk] of Object.entries(journeys)) {
    const seat = await open(browser, server.address)
    try {
      await walk({ ...seat, browser, server })
      if (seat.errors.length) throw new Error(`脚本出错：${seat.errors.join('；')}`)
      passed += 1
      process.stdout.write(`ok   ${name} ${title}\n`)
    } catch (error) {
      failed += 1
      await seat.page.screenshot({ path: `${OUT}${name}-${passed + failed}.png` }).catch(() => undefined)
      process.stdout.write(`FAIL ${name} ${title}\n${error.stack}\n`)
    }
    await seat.close()
  }
  await server.stop()
}
await browser.close()
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
