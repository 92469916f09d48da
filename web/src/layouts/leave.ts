// 退出 (退出): the session ends at the server and nothing of it stays here.
import { useQueryClient } from '@tanstack/vue-query'
import { useRouter } from 'vue-router'

import { signOut } from '@/api/session'
import { paths } from '@/paths'
import { useSession } from '@/stores/session'

export function useLeave(): () => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  const session = useSession()
  return async () => {
    await signOut().catch(() => undefined)
    session.view = null
    queries.clear()
    await router.replace(paths.signIn)
  }
}
