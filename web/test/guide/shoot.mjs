// 手册配图 (配图): the pictures of docs/guide, taken from the real binary with the full demonstration.
// MINGQU_BIN=… node test/guide/shoot.mjs [NAME…]
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { launch } from '../e2e/browser.mjs'
import { open, signIn } from '../e2e/page.mjs'
import { serve } from '../e2e/server.mjs'
import { inPalette } from './palette.mjs'

const OUT = fileURLToPath(new URL('../../../docs/guide/images/', import.meta.url))
/** 手册要印、要传，一张不超过这么大。 */
const MOST_BYTES = 200_000
const only = process.argv.slice(2)

/** 到一张表里，按名字进一件。 */
const into = (list, name) => async (page) => {
  await page.goto(list)
  await page.getByRole('main').locator('table').getByRole('link', { name }).first().click()
  await page.waitForURL((url) => url.pathname.split('/').length > 2)
}
const at = (path) => (page) => page.goto(path)

const PICTURES = {
  'sign-in': [undefined, at('/sign-in')],
  workbench: ['wangxiulan', at('/workbench')],
  import: ['wangxiulan', at('/notices/import')],
  notice: ['wangxiulan', into('/notices?state=draft', /关于下达/)],
  allocation: ['wangxiulan', into('/allocations', /分配方案/)],
  allotment: ['wangxiulan', into('/allotments', /关于下达/)],
  delegations: ['zhangzhiyuan', at('/delegations?open=new')],
  receiving: ['tuoli_jb', into('/allotments', /关于下达/)],
  'county-workbench': ['tuoli_jb', at('/workbench')],
  ledger: ['wangxiulan', at('/ledger')],
  entry: ['wangxiulan', into('/entries', /-20240410-/)],
  trace: ['yumin_jb', async (page) => {
    await page.goto('/ledger')
    await page.getByRole('link', { name: /塔地财振.* 收到/ }).click()
    await page.getByRole('dialog').getByRole('link', { name: '追踪这笔钱' }).click()
    await page.getByText('链完整').waitFor()
  }],
  audit: ['shenji', at('/audit')],
  users: ['sysadmin', at('/users')],
  duties: ['secadmin', at('/users?tab=duties')],
}

const settle = async (page) => {
  await page.locator('h1').waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.activeElement?.blur())
  await page.mouse.move(0, 899)
}

mkdirSync(OUT, { recursive: true })
const server = await serve()
const browser = await launch()
let seat
let who = 'nobody'
let large = 0
for (const [name, [username, go]] of Object.entries(PICTURES)) {
  if (only.length && !only.includes(name)) continue
  if (username !== who) {
    await seat?.close()
    seat = await open(browser, server.address)
    if (username) await signIn(seat.page, username)
    who = username
  }
  await go(seat.page)
  await settle(seat.page)
  const picture = inPalette(await seat.page.screenshot())
  writeFileSync(`${OUT}${name}.png`, picture)
  const size = picture.length
  if (size > MOST_BYTES) large += 1
  process.stdout.write(`${name}.png ${Math.ceil(size / 1000)} kB${size > MOST_BYTES ? '，太大' : ''}\n`)
}
await browser.close()
await server.stop()
process.exitCode = large ? 1 : 0
