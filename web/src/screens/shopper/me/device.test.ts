import { expect, test } from 'vitest'
import { deviceName } from './device.ts'

test.each([
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/120 Safari/537', 'Chrome · Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604', 'Safari · iPhone'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120', 'Edge · Windows'],
  ['curl/8.5', 'curl/8.5'],
  ['', null],
])('%s is %s', (agent, name) => {
  expect(deviceName(agent)).toBe(name)
})
