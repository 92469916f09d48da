// 每一屏都开得了 (各屏): every screen opens for those who may, at three widths, with every field named.
import { looksRight, signIn, signOut } from './page.mjs'

const SIZES = [{ width: 1440, height: 900 }, { width: 1366, height: 768 }, { width: 390, height: 844 }]
const SCREENS = {
  wangxiulan: ['/workbench', '/notices', '/notices/import', '/allocations', '/allotments', '/ledger', '/entries', '/delegations', '/password'],
  shenji: ['/workbench', '/ledger', '/entries', '/audit'],
  sysadmin: ['/users', '/users?tab=duties'],
}

const look = (username) => async ({ page }) => {
  await signIn(page, username)
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const path of SCREENS[username]) {
      await page.goto(path)
      await page.locator('h1').waitFor()
      await page.waitForLoadState('networkidle')
      const wrong = await looksRight(page)
      if (wrong.length) throw new Error(`${path} ${size.width}：${wrong.join('；')}`)
      if (await page.getByText('没取到，账没有变').count()) throw new Error(`${path} 没取到`)
    }
  }
}

export const journeys = {
  '经办看得到自己的各屏': look('wangxiulan'),
  '审计看得到账和日志': look('shenji'),
  '系统管理员看得到用户': look('sysadmin'),
  '没登录先登录，登录后回到原处': async ({ page }) => {
    await page.goto('/entries')
    await page.getByLabel('用户名').waitFor()
    await page.getByLabel('用户名').fill('wangxiulan')
    await page.getByLabel('密码').fill('不对的')
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
