// 前端的构建 (构建): one bundle for old Chromium, embedded into the binary.
import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** 开发时接口在哪里。 */
const SERVER = process.env.MINGQU_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'chrome87', cssTarget: 'chrome87', sourcemap: false, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': SERVER, '/healthz': SERVER } },
  test: { include: ['test/**/*.spec.ts'], environment: 'happy-dom' },
})
