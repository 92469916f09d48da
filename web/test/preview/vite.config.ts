// 预览 (预览): the screens on fixtures, before and without a server; never part of the build.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

import * as funds from './fixtures/funds'
import * as ledger from './fixtures/ledger'
import { notice, notices } from './fixtures/notices'
import { session, workbench } from './fixtures/session'
import * as system from './fixtures/system'

const READS: readonly (readonly [RegExp, unknown])[] = [
  [/^\/session$/, session],
  [/^\/workbench$/, workbench],
  [/^\/search$/, { items: [{ kind: 'notice', label: '来文', title: '新财振〔2024〕9号', detail: '自治区财政厅 7,550.00 万元', path: '/notices/n-1' }] }],
  [/^\/notices$/, notices],
  [/^\/notices\//, notice],
  [/^\/indicators$/, { items: [funds.indicator], next_page: null }],
  [/^\/indicators\/.*\/trace$/, ledger.trace],
  [/^\/allocations$/, funds.allocations],
  [/^\/allocations\/l-1$/, funds.draft],
  [/^\/allocations\//, funds.underApproval],
  [/^\/allotments$/, funds.allotments],
  [/^\/allotments\//, funds.allotment],
  [/^\/documents$/, funds.documents],
  [/^\/documents\//, funds.document],
  [/^\/ledger\/statement$/, ledger.statement],
  [/^\/entries$/, ledger.entries],
  [/^\/entries\//, ledger.entry],
  [/^\/audit-events$/, system.audit],
  [/^\/users$/, system.users],
  [/^\/duties$/, system.duties],
  [/^\/delegations$/, system.delegations],
  [/^\/colleagues$/, system.colleagues],
]

const SIGNED_OUT = {
  code: 'signed_out',
  message: '还没有登录',
  hint: '演示：用户名 wangxiulan（经办）、yeerjiang（复核）、zhangzhiyuan（审批），密码都是 Mingqu-2024。',
}

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const url = new URL(request.url ?? '/', 'http://preview')
  const path = url.pathname.replace('/api/v1', '')
  if (path === '/session' && request.headers.referer?.includes('/sign-in')) {
    response.statusCode = 401
    return void response.end(JSON.stringify(SIGNED_OUT))
  }
  if (path === '/ledger/tree') return void response.end(JSON.stringify(ledger.tree(url.searchParams.get('parent'))))
  const found = READS.find(([pattern]) => pattern.test(path))
  const read = request.method === 'GET' && found
  response.statusCode = read ? 200 : 422
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(read ? found[1] : { code: 'preview.read_only', message: '预览里不能写', hint: '起真的服务再试。' }))
}

const fixtures = (): Plugin => ({
  name: 'mingqu-preview',
  configureServer: (server) => {
    server.middlewares.use((request, response, next) =>
      request.url?.startsWith('/api/v1') ? answer(request, response) : next(),
    )
  },
})

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [vue(), fixtures()],
  resolve: { alias: { '@': fileURLToPath(new URL('../../src', import.meta.url)) } },
  server: { port: 5199, host: '127.0.0.1' },
})
