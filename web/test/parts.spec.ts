// 小件的样子 (部件): figures, refused buttons, refusals.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'

import { ApiError } from '../src/api/client'
import ActionButton from '../src/parts/action-button.vue'
import FetchState from '../src/parts/fetch-state.vue'
import MqMoney from '../src/parts/mq-money.vue'
import RefusalBox from '../src/parts/refusal-box.vue'
import { useUnit } from '../src/stores/unit'

const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:any(.*)*', component: {} }] })
const options = () => ({ global: { plugins: [router] } })
beforeEach(() => setActivePinia(createPinia()))

test('a figure follows the switch, is a link when it opens something, and says what', async () => {
  const unit = useUnit()
  unit.set('wan')
  const money = mount(MqMoney, { props: { fen: 1_472_000_000, to: '/x', label: '托里县 已接收' }, ...options() })
  expect(money.get('a').text()).toBe('1,472.00')
  expect(money.get('a').attributes('aria-label')).toBe('托里县 已接收 1,472.00 万元')
  unit.set('yuan')
  await money.vm.$nextTick()
  expect(money.get('a').text()).toBe('14,720,000.00')
})

test('nothing there is a dash, zero is muted, papers keep their unit', () => {
  useUnit().set('yuan')
  expect(mount(MqMoney, { props: { fen: null, to: '/x' }, ...options() }).text()).toBe('—')
  expect(mount(MqMoney, { props: { fen: 0 }, ...options() }).get('.fig').classes()).toContain('z')
  expect(mount(MqMoney, { props: { fen: 1_000_000, unit: 'wan' }, ...options() }).text()).toBe('1.00')
})

test('a refused action can be reached by keyboard, says why, and does nothing', async () => {
  const action = { name: 'approve', label: '通过', allowed: false, reason_code: 'x', reason: '您是经办' }
  const button = mount(ActionButton, { props: { action }, ...options() })
  const element = button.get('button')
  expect(element.attributes('disabled')).toBeUndefined()
  expect(element.attributes('aria-disabled')).toBe('true')
  expect(button.get(`[id="${element.attributes('aria-describedby')}"]`).text()).toBe('您是经办')
  await element.trigger('click')
  expect(button.emitted('act')).toBeUndefined()
  await button.setProps({ action: { ...action, allowed: true, reason: null } })
  await button.get('button').trigger('click')
  expect(button.emitted('act')).toHaveLength(1)
})

test('a refusal is an alert with its rows and its way out', () => {
  const error = new ApiError('x', '不能下达：附件 1 第 3 行和方案差 0.01 元', 422, { hint: '按方案改附件', fields: [{ path: 'lines/2', message: '第 3 行' }] })
  const box = mount(RefusalBox, { props: { error } })
  expect(box.get('[role="alert"]').text()).toContain('不能下达')
  expect(box.text()).toContain('按方案改附件')
  expect(mount(RefusalBox, { props: { error: null } }).html()).not.toContain('alert')
})

test('an error says that the books did not change and offers again', async () => {
  const state = mount(FetchState, { props: { pending: false, error: new ApiError('network', '没取到，账没有变', 0), updatedAt: Date.parse('2024-05-10T06:32:00Z') } })
  expect(state.text()).toContain('没取到，账没有变')
  expect(state.text()).toContain('14:32 的数仍在下面')
  await state.get('button').trigger('click')
  expect(state.emitted('again')).toHaveLength(1)
})
