/** How long it is until an event begins or ends. */
import { expect, test } from 'vitest'
import { countdownOf, serverNow } from './time.ts'

const event = {
  state: 'open',
  startsAt: '2026-04-15T03:00:00Z',
  endsAt: '2026-04-17T04:00:00Z',
} as const

test('counts down to the start, then to the end', () => {
  const at = (text: string) => countdownOf(event, new Date(text))
  expect(at('2026-04-15T02:59:00Z')).toEqual({ kind: 'startsIn', days: 0, clock: '00:01:00' })
  expect(at('2026-04-15T03:00:00Z')).toEqual({ kind: 'endsIn', days: 2, clock: '01:00:00' })
  expect(at('2026-04-17T04:00:00Z')).toEqual({ kind: 'over' })
  expect(countdownOf({ ...event, state: 'ended' }, new Date(event.startsAt)).kind).toBe('over')
})

test('goes by the clock of the server, whatever that of the phone says', () => {
  const heard = Date.parse('2030-01-01T00:00:00Z')
  const now = new Date(heard + 5_000)
  expect(serverNow('2026-04-15T03:00:00Z', heard, now).toISOString()).toBe(
    '2026-04-15T03:00:05.000Z',
  )
})
