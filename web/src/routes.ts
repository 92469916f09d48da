// 路由 (路由): addresses to pages; who may enter is the server's word, shown in place.
import type { RouteRecordRaw } from 'vue-router'

import { paths } from './paths'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** 导航里亮哪一项。 */
    nav?: string
    open?: boolean
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: paths.workbench },
  {
    path: '/sign-in',
    component: () => import('./pages/session/sign-in.vue'),
    meta: { title: '登录', open: true },
  },
  {
    path: '/',
    component: () => import('./layouts/app-shell.vue'),
    children: [
      {
        path: 'workbench',
        component: () => import('./pages/workbench/workbench-page.vue'),
        meta: { title: '工作台', nav: 'workbench' },
      },
      {
        path: 'notices',
        component: () => import('./pages/notices/notice-list.vue'),
        meta: { title: '来文', nav: 'notices' },
      },
      {
        path: 'notices/import',
        component: () => import('./pages/notices/notice-import.vue'),
        meta: { title: '导入来文', nav: 'notices' },
      },
      {
        path: 'notices/:id',
        component: () => import('./pages/notices/notice-page.vue'),
        props: true,
        meta: { title: '来文', nav: 'notices' },
      },
      {
        path: 'allocations',
        component: () => import('./pages/allocations/allocation-list.vue'),
        meta: { title: '分配', nav: 'allocations' },
      },
      {
        path: 'allocations/:id',
        component: () => import('./pages/allocations/allocation-page.vue'),
        props: true,
        meta: { title: '分配方案', nav: 'allocations' },
      },
      {
        path: 'allotments',
        component: () => import('./pages/allotments/allotment-list.vue'),
        meta: { title: '下达', nav: 'allotments' },
      },
      {
        path: 'allotments/:id',
        component: () => import('./pages/allotments/allotment-page.vue'),
        props: true,
        meta: { title: '下达文', nav: 'allotments' },
      },
      {
        path: 'documents/:id',
        component: () => import('./pages/documents/document-page.vue'),
        props: true,
        meta: { title: '收到的文件', nav: 'allotments' },
      },
      {
        path: 'ledger',
        component: () => import('./pages/ledger/ledger-tree.vue'),
        meta: { title: '账户', nav: 'accounts' },
      },
      {
        path: 'ledger/accounts/:account',
        component: () => import('./pages/ledger/account-statement.vue'),
        props: true,
        meta: { title: '明细账', nav: 'accounts' },
      },
      {
        path: 'entries',
        component: () => import('./pages/entries/entry-list.vue'),
        meta: { title: '凭证', nav: 'entries' },
      },
      {
        path: 'entries/:id',
        component: () => import('./pages/entries/entry-page.vue'),
        props: true,
        meta: { title: '凭证', nav: 'entries' },
      },
      {
        path: 'indicators/:id/trace',
        component: () => import('./pages/ledger/indicator-trace.vue'),
        props: true,
        meta: { title: '追踪', nav: 'accounts' },
      },
      {
        path: 'audit',
        component: () => import('./pages/audit/audit-list.vue'),
        meta: { title: '审计日志', nav: 'audit' },
      },
      {
        path: 'users',
        component: () => import('./pages/users/user-list.vue'),
        meta: { title: '用户与权限', nav: 'users' },
      },
      {
        path: 'delegations',
        component: () => import('./pages/delegations/delegation-list.vue'),
        meta: { title: '委托', nav: 'delegations' },
      },
      {
        path: 'password',
        component: () => import('./pages/session/password-page.vue'),
        meta: { title: '口令与二次验证' },
      },
      {
        path: ':lost(.*)*',
        component: () => import('./pages/session/lost-page.vue'),
        meta: { title: '没有这一页' },
      },
    ],
  },
]
