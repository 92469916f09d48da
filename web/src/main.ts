// 前端的起点 (起点): wires router, server state and session together.
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'

import App from './app-root.vue'
import { ApiError, whenSignedOut } from './api/client'
import { readSession } from './api/session'
import { paths } from './paths'
import { routes } from './routes'
import { useSession } from './stores/session'
import './ui/theme.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/ledger.css'
import './styles/paper.css'
import './styles/phone.css'
import './styles/print.css'

/** 断网时再试一次；服务器答了“不”就不再问。 */
const shouldRetry = (count: number, error: Error): boolean =>
  !(error instanceof ApiError && error.settled) && count < 1

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})
const app = createApp(App).use(createPinia()).use(router).use(VueQueryPlugin, { queryClient: queries })
const session = useSession()

const toSignIn = (from: string) => ({
  path: paths.signIn,
  query: from === '/' || from === paths.workbench ? {} : { to: from },
})

/** 先要改口令、先要绑二次验证的，别处进不去。 */
const held = (path: string) =>
  path !== paths.password && (session.view?.password_due || session.view?.second_factor_due)
    ? { path: paths.password }
    : true

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  if (session.view) return held(to.path)
  try {
    session.view = await readSession()
    return held(to.path)
  } catch {
    return toSignIn(to.fullPath)
  }
})
router.afterEach((to) => {
  document.title = to.meta.title ? `${to.meta.title} · 明渠` : '明渠'
})
whenSignedOut(() => {
  if (!session.view) return
  session.view = null
  queries.clear()
  void router.replace(toSignIn(router.currentRoute.value.fullPath))
})

app.mount('#app')
