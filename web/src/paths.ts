// 地址 (地址): every address of the web, in one place.

const id = (value: string): string => encodeURIComponent(value)

export const paths = {
  signIn: '/sign-in',
  workbench: '/workbench',
  notices: '/notices',
  noticeImport: '/notices/import',
  notice: (notice: string) => `/notices/${id(notice)}`,
  allocations: '/allocations',
  allocation: (allocation: string) => `/allocations/${id(allocation)}`,
  allotments: '/allotments',
  allotment: (allotment: string) => `/allotments/${id(allotment)}`,
  document: (document: string) => `/documents/${id(document)}`,
  ledger: '/ledger',
  /** 户的代号只在一本账里唯一，所以带上账套。 */
  account: (key: string, book: { division_code: string; fiscal_year: number }) =>
    `/ledger/accounts/${id(key)}?division=${book.division_code}&year=${book.fiscal_year}`,
  entries: '/entries',
  entry: (entry: string) => `/entries/${id(entry)}`,
  trace: (indicator: string) => `/indicators/${id(indicator)}/trace`,
  audit: '/audit',
  users: '/users',
  delegations: '/delegations',
  password: '/password',
} as const

/** 导航的代号通到哪里；服务器给代号，地址在这里。 */
export const navigationPaths: Readonly<Record<string, string>> = {
  workbench: paths.workbench,
  notices: paths.notices,
  allocations: paths.allocations,
  allotments: paths.allotments,
  accounts: paths.ledger,
  entries: paths.entries,
  audit: paths.audit,
  users: paths.users,
  delegations: paths.delegations,
}

/** 只去本站的地址：登录后回到原处用。 */
export const insidePath = (value: unknown): string =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : paths.workbench
