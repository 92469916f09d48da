// 第一条线 (全程): one upper notice comes in, seven counties get their part, one of them receives.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { open, signIn, signOut } from './page.mjs'

export const stage = 'accounts'

const NOTICE = fileURLToPath(new URL('../../../fixtures/notices/upper-2024-9.txt', import.meta.url))
const TABLE = [
  ['托里县', '1472'], ['裕民县', '914'], ['和布克赛尔蒙古自治县', '1099'], ['塔城市', '839'],
  ['额敏县', '1117'], ['乌苏市', '961'], ['沙湾市', '1148'],
]
const TOTAL = 7550
const run = promisify(execFile)

const must = (right, words) => {
  if (!right) throw new Error(words)
}
const button = (page, name) => page.getByRole('button', { name, exact: true })
/** 导航里点一项；名字后面可能跟着件数。 */
const goTo = (page, name) =>
  page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: new RegExp(`^${name}`) }).click()
const dialog = (page) => page.getByRole('dialog')

/** 换一个人坐到屏前；一直是同一个浏览器、同一份错误清单。 */
const change = async (page, username) => {
  await signOut(page)
  await signIn(page, username)
}

const importNotice = async (page, file) => {
  await goTo(page, '来文')
  await page.getByRole('link', { name: '导入来文' }).first().click()
  await page.getByLabel('来文文件').setInputFiles(file)
  await button(page, '读这份来文').click()
}

/** 一处一处答：每处按第一个不用写字的答复，直到都处理完。 */
const answerDoubts = async (page) => {
  const doubts = page.getByRole('region', { name: '存疑' })
  await doubts.waitFor()
  const all = Number(/(\d+) 处/.exec(await doubts.getByRole('heading').innerText())?.[1])
  for (let done = 0; done < all; done += 1) {
    await doubts.getByText(`已处理 ${done} / ${all}`).waitFor()
    await doubts.locator('.db:not(.answered)').first().getByRole('button', { name: /^存疑.：/ }).first().click()
  }
  await doubts.getByText(`已处理 ${all} / ${all}`).waitFor()
}

/** 用键盘打开一个选择框，在它自己的名单里选。 */
const choose = async (page, box, name) => {
  await box.press('Enter')
  const list = page.locator(`[id="${await box.getAttribute('aria-controls')}"]`)
  await list.getByRole('option', { name, exact: true }).click()
  await list.waitFor({ state: 'hidden' })
}

const typeTable = async (page) => {
  const table = page.getByRole('table', { name: '分配表，可改' })
  for (const [at, [county, wan]] of TABLE.entries()) {
    const row = at + 1
    await choose(page, table.getByRole('combobox', { name: `第 ${row} 行 县市` }), county)
    await table.getByRole('textbox', { name: `第 ${row} 行 金额（万元）` }).fill(wan)
  }
  await button(page, '存分配表').click()
  await page.getByText('差 0.00 万元，正好分完').waitFor()
}

/** 点一个下载的链接，取回文件的路径。 */
const download = async (page, name) => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()])
  return file.path()
}

/** 公文里附件 1 的行加起来，和首行的合计比。 */
const sumOfPdf = async (file) => {
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  const text = stdout.slice(stdout.lastIndexOf('分配表'))
  const figureOf = (name) => {
    const line = text.split('\n').find((each) => each.replace(/\s/g, '').includes(name))
    must(line, `附件 1 里没有${name}`)
    return Number(/(\d[\d,]*(?:\.\d+)?)\s*$/.exec(line)?.[1]?.replace(/,/g, ''))
  }
  const sum = TABLE.reduce((all, [county]) => all + figureOf(county.replace('蒙古自治县', '')), 0)
  return { sum, total: figureOf('塔城地区') }
}

const registerAndAllocate = async (page) => {
  await signIn(page, 'wangxiulan')
  await importNotice(page, NOTICE)
  await page.getByRole('heading', { name: '确认来文' }).waitFor()
  await answerDoubts(page)
  await button(page, '确认并登记').click()
  await button(page, '按来文分配').waitFor()
  await goTo(page, '分配')
  await button(page, '新编分配').click()
  await dialog(page).getByRole('checkbox', { name: /用来文的分配表起头/ }).uncheck()
  await button(page, '编分配').click()
  await page.getByRole('table', { name: '分配表，可改' }).waitFor()
  await typeTable(page)
  await button(page, '送审').click()
  await page.getByText('审批中', { exact: true }).first().waitFor()
  return new URL(page.url()).pathname
}

const approve = async (page, username, path) => {
  await change(page, username)
  await page.goto(path)
  await page.getByRole('button', { name: /^通过/ }).click()
  await dialog(page).getByRole('button', { name: '通过', exact: true }).click()
  await dialog(page).waitFor({ state: 'hidden' })
}

const issue = async (page) => {
  await page.getByRole('button', { name: /拟.*下达文|起草下达文/ }).click()
  await button(page, '下达').click()
  await dialog(page).getByRole('button', { name: '下达', exact: true }).click()
  await page.getByText('已下达 7 县市，等接收').waitFor()
  return new URL(page.url()).pathname
}

/** 县里：打开送来的文件，接收；再导入同一份的 docx，打开的还是它。 */
const receive = async (page, docx) => {
  await page.getByRole('link', { name: '接收', exact: true }).click()
  await page.getByRole('heading', { name: /塔地财振〔2024〕1号/ }).waitFor()
  const path = new URL(page.url()).pathname
  await page.getByRole('button', { name: /^接收/ }).click()
  await dialog(page).getByRole('button', { name: '接收', exact: true }).click()
  await page.getByText('已接收 1,472.00 万元').waitFor()
  await importNotice(page, docx)
  await page.getByText('同一份来文已收过').waitFor()
  must(new URL(page.url()).pathname === path, '没有打开先收的那一份')
}

const wholeThread = async ({ page, browser, server, errors }) => {
  const path = await registerAndAllocate(page)
  must((await page.getByRole('button', { name: /^通过/ }).getAttribute('aria-disabled')) === 'true', '经办能通过自己的')
  await page.getByText(/您是.*经办/).first().waitFor()
  await approve(page, 'yeerjiang', path)
  await approve(page, 'zhangzhiyuan', path)
  await change(page, 'wangxiulan')
  await page.goto(path)
  const allotment = await issue(page)
  const pdf = await download(page, '下载下达通知（含附件） PDF')
  const { sum, total } = await sumOfPdf(pdf)
  must(sum === TOTAL && total === TOTAL, `附件 1 相加 ${sum}，合计 ${total}`)
  const docx = await download(page, '下载下达通知（含附件） DOCX')

  const county = await open(browser, server.address)
  await signIn(county.page, 'tuoli_jb')
  await receive(county.page, docx)
  await county.page.getByRole('link', { name: '追踪这笔钱' }).click()
  await county.page.locator('blockquote', { hasText: '7550' }).waitFor()
  errors.push(...county.errors)
  await county.close()

  await page.goto('/workbench')
  await page.getByText('托里县').first().waitFor()
  must((await page.getByRole('complementary').getByRole('link', { name: /未接收/ }).count()) === 6, '未接收不是六家')
  await page.goto(allotment)
  await page.getByText('部分接收', { exact: true }).first().waitFor()
}

export const journeys = { '来文登记、分配、审批、下达、接收，一笔到底': wholeThread }
