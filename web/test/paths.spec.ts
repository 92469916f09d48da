// 地址 (地址): every address is written in one place, and this is what they are.
import { expect, test } from 'vitest'

import { insidePath, navigationPaths, paths } from '../src/paths'
import { routes } from '../src/routes'
import { exportHref } from '../src/table/list-state'
import { nextQuery } from '../src/table/columns'

test('addresses', () => {
  const all = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, typeof path === 'string' ? path : path('x/1', { division_code: '654200000', fiscal_year: 2024 })]),
  )
  expect(all).toMatchInlineSnapshot(`
    {
      "account": "/ledger/accounts/x%2F1?division=654200000&year=2024",
      "allocation": "/allocations/x%2F1",
      "allocations": "/allocations",
      "allotment": "/allotments/x%2F1",
      "allotments": "/allotments",
      "audit": "/audit",
      "delegations": "/delegations",
      "document": "/documents/x%2F1",
      "entries": "/entries",
      "entry": "/entries/x%2F1",
      "ledger": "/ledger",
      "notice": "/notices/x%2F1",
      "noticeImport": "/notices/import",
      "notices": "/notices",
      "password": "/password",
      "signIn": "/sign-in",
      "trace": "/indicators/x%2F1/trace",
      "users": "/users",
      "workbench": "/workbench",
    }
  `)
})

test('every address of the navigation has a page', () => {
  const pages = routes.flatMap((route) => (route.children ?? []).map((child) => `/${child.path}`))
  for (const path of Object.values(navigationPaths)) expect(pages).toContain(path)
})

test.each([
  ['/notices?state=draft', '/notices?state=draft'],
  ['//elsewhere', '/workbench'],
  ['/\\elsewhere', '/workbench'],
  ['https://elsewhere', '/workbench'],
  [undefined, '/workbench'],
])('after signing in only inside addresses are gone to: %s', (to, path) => expect(insidePath(to)).toBe(path))

test('a changed filter goes back to the first page', () => {
  expect(nextQuery({ state: 'draft', after: 'k', row: '51' }, { state: '' })).toEqual({})
  expect(nextQuery({ q: '9号' }, { after: 'k', row: '51' })).toEqual({ q: '9号', after: 'k', row: '51' })
})

test('an export takes the filters of the screen, not its page', () => {
  expect(exportHref('/api/v1/notices', { state: 'draft', q: undefined, after: 'k', fiscal_year: 2024 })).toBe(
    '/api/v1/notices?format=xlsx&state=draft&fiscal_year=2024',
  )
})
