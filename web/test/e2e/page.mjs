// 一个人坐在屏前 (页面): what every journey does: sign in, look, press, be told of script errors.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** 等一样东西最久等这么久。 */
const MOST_MS = 20_000
const PASSWORD = 'Mingqu-2024'

/** 开一页；脚本出错、控制台报错都算这一程没走通。 */
export const open = async (browser, address, size = { width: 1440, height: 900 }) => {
  const context = await browser.newContext({ baseURL: address, viewport: size, locale: 'zh-CN', acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(MOST_MS)
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) errors.push(message.text())
  })
  return { page, errors, close: () => context.close() }
}

export const signIn = async (page, username, password = PASSWORD) => {
  await page.goto('/sign-in')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('口令').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation', { name: '导航' }).waitFor()
}

export const signOut = async (page) => {
  await page.getByRole('button', { name: /^我：/ }).click()
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '登录' }).waitFor()
}

/** 文字、字段、按钮各有名字；没有比屏宽的页。 */
export const looksRight = async (page) => {
  const found = await page.evaluate(() => {
    const named = (element) =>
      element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') ||
      element.labels?.length || element.textContent.trim() || element.title
    const bare = Array.from(document.querySelectorAll('button,a[href],input:not([type=hidden]),select,textarea'))
      .filter((element) => element.offsetParent !== null && !named(element))
      .map((element) => element.outerHTML.slice(0, 120))
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    return { bare, wide, lang: document.documentElement.lang, mains: document.querySelectorAll('main').length }
  })
  const wrong = [...found.bare.map((html) => `没有名字：${html}`)]
  if (found.wide > 0) wrong.push(`宽出 ${found.wide} 像素`)
  if (found.lang !== 'zh-CN') wrong.push('没有写明中文')
  if (found.mains !== 1) wrong.push(`main 有 ${found.mains} 个`)
  return wrong
}

// 经调试口注入，页面自己的安全策略照旧不许内联脚本。
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = new Set(['serious', 'critical'])

/** axe 查过，没有严重的；有就写出规则和那个元素。 */
export const accessible = async (page) => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations
    .filter((each) => GRAVE.has(each.impact))
    .map((each) => `${each.id} ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' ')}`)
}
