// 预览截图 (截图): every screen at three widths, to be looked at by a person.
// node test/preview/shots.mjs [OUT] [NAME…]
import { mkdirSync } from 'node:fs'

import { launch } from '../e2e/browser.mjs'

const [out = 'test-results/shots', ...only] = process.argv.slice(2)
const PAGES = {
  'sign-in': '/sign-in',
  workbench: '/workbench',
  notices: '/notices',
  import: '/notices/import',
  notice: '/notices/n-1',
  allocations: '/allocations',
  create: '/allocations?open=new',
  draft: '/allocations/l-1',
  approval: '/allocations/l-2',
  allotments: '/allotments',
  allotment: '/allotments/a-1',
  documents: '/allotments?side=in',
  document: '/documents/d-1',
  ledger: '/ledger',
  drawer: '/ledger?open=654200000,654224000&account=654224000',
  voucher: '/ledger?open=654200000,654224000,654224000/塔地财振〔2024〕6号&account=654224000!P201&entry=e-2',
  account: '/ledger?open=654200000,654224000,654224000/塔地财振〔2024〕6号&account=654224000!P201',
  statement: '/ledger/accounts/k?division=654200000&year=2024',
  entries: '/entries',
  entry: '/entries/e-2',
  trace: '/indicators/i-1/trace',
  audit: '/audit',
  users: '/users',
  duties: '/users?tab=duties',
  delegations: '/delegations',
  password: '/password',
}
const SIZES = [[1440, 900], [1366, 768], [390, 844]]
mkdirSync(out, { recursive: true })
const browser = await launch()
let bad = 0
for (const [width, height] of SIZES) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    bad += 1
    process.stdout.write(`${page.url()} ${message.text()}\n`)
  })
  page.on('pageerror', (error) => {
    bad += 1
    process.stdout.write(`${page.url()} ${error.message}\n`)
  })
  for (const [name, path] of Object.entries(PAGES)) {
    if (only.length && !only.includes(name)) continue
    await page.goto(`http://127.0.0.1:5199${path}`, { waitUntil: 'networkidle' })
    await page.waitForTimeout(300)
    await page.screenshot({ path: `${out}/${name}-${width}.png` })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (wide > 0) {
      bad += 1
      process.stdout.write(`${name} ${width}: ${wide}px too wide\n`)
    }
  }
  await context.close()
}
await browser.close()
process.exitCode = bad ? 1 : 0
