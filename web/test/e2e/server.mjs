// 真的服务 (服务): the real binary on a fresh data directory; stopped by its own process id.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** 演示数据要造一会儿；再久就是坏了。 */
const READY_MS = 120_000
const LOOK_EVERY_MS = 100

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const ready = async (address, child) => {
  const until = Date.now() + READY_MS
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`服务退出了，${child.exitCode}`)
    const answer = await fetch(`${address}/healthz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(LOOK_EVERY_MS)
  }
  throw new Error('服务没有起来')
}

/** 起一个服务；`stage` 是演示做到哪一步，如 `accounts` 只有账号。 */
export const serve = async ({ stage } = {}) => {
  const binary = process.env.MINGQU_BIN ?? join(ROOT, 'target/debug/mingqu')
  const data = mkdtempSync(join(tmpdir(), 'mingqu-e2e-'))
  const port = await freePort()
  const args = ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--demo', '1']
  if (stage) args.push('--demo-stage', stage)
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-20_000)))
  const failed = new Promise((_, reject) => child.once('error', reject))
  const address = `http://127.0.0.1:${port}`
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
    }
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await Promise.race([ready(address, child), failed])
  } catch (error) {
    process.stderr.write(said)
    await stop()
    throw error
  }
  return { address, data, stop }
}
