// 每一屏都开得了 (各屏): every screen opens for those who may, at three widths, named and readable.
import { accessible, looksRight, signIn, signOut } from './page.mjs'

const WIDE = { width: 1440, height: 900 }
const SIZES = [WIDE, { width: 1366, height: 768 }, { width: 390, height: 844 }]
const SCREENS = {
  wangxiulan: ['/workbench', '/notices', '/notices/import', '/allocations', '/allotments', '/ledger', '/entries', '/delegations', '/password'],
  yumin_jb: ['/workbench', '/allotments', '/ledger', '/notices'],
  zhangzhiyuan: ['/workbench', '/delegations?open=new'],
  guoku: ['/workbench', '/allotments?side=in'],
  shenji: ['/workbench', '/ledger', '/entries', '/audit'],
  sysadmin: ['/users', '/users?tab=duties', '/users?open=new'],
  secadmin: ['/users'],
  audadmin: ['/audit', '/users'],
}
/** 从一张表的第一行进到那一件；地址里有编号，只能这样走。 */
const INSIDE = {
  wangxiulan: ['/notices', '/allocations', '/allotments', '/entries'],
  yumin_jb: ['/allotments', '/entries'],
}

const settled = async (page) => {
  await page.locator('h1').waitFor()
  await page.waitForLoadState('networkidle')
}

const check = async (page, size) => {
  const where = `${new URL(page.url()).pathname} ${size.width}`
  const wrong = [...(await looksRight(page)), ...(size === SIZES[1] ? [] : await accessible(page))]
  if (wrong.length) throw new Error(`${where}：${wrong.join('；')}`)
  if (await page.getByText('没取到，账没有变').count()) throw new Error(`${where} 没取到`)
}

/** 每张表第一行的地址。 */
const insideOf = async (page, lists) => {
  const found = []
  for (const list of lists) {
    await page.goto(list)
    const first = page.getByRole('main').locator('table a').first()
    await first.waitFor()
    found.push(await first.getAttribute('href'))
  }
  return found
}

const look = (username) => async ({ page }) => {
  await signIn(page, username)
  const inside = await insideOf(page, INSIDE[username] ?? [])
  for (const path of [...SCREENS[username], ...inside]) {
    await page.setViewportSize(WIDE)
    await page.goto(path)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await settled(page)
      await check(page, size)
    }
  }
}

const drawerAndTrace = async ({ page }) => {
  await signIn(page, 'yumin_jb')
  await page.goto('/ledger')
  await page.getByRole('link', { name: /裕民县 收到/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: /看 塔地财振/ }).click()
  await page.getByRole('dialog').getByRole('link', { name: '追踪这笔钱' }).waitFor()
  await check(page, WIDE)
  await page.getByRole('dialog').getByRole('link', { name: '追踪这笔钱' }).click()
  await page.getByText('链完整').waitFor()
  await page.getByRole('button', { name: '追加', exact: true }).click()
  await page.getByRole('dialog', { name: '追加指标' }).waitFor()
  await check(page, WIDE)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

export const journeys = {
  ...Object.fromEntries(Object.keys(SCREENS).map((username) => [`各屏：${username}`, look(username)])),
  '账户的抽屉、追踪和追加': drawerAndTrace,
  '没登录先登录，登录后回到原处': async ({ page }) => {
    await page.goto('/entries')
    await page.getByLabel('用户名').waitFor()
    await check(page, WIDE)
    await page.getByLabel('用户名').fill('wangxiulan')
    await page.getByLabel('口令').fill('不对的')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('alert').waitFor()
    await signIn(page, 'wangxiulan')
    await signOut(page)
  },
  '键盘：斜杠去查找，Esc 离开，跳到正文': async ({ page }) => {
    await signIn(page, 'wangxiulan')
    await page.keyboard.press('/')
    await page.keyboard.type('9号')
    await page.locator('#find-list').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('#find-list').waitFor({ state: 'detached' })
  },
}
