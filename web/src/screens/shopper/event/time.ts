/** How long it is until an event begins or ends, by the clock of the server. Pure. */
import type { ReplyTo } from '../../../shapes.ts'

export type FoundEvent = ReplyTo<'GET /v1/pages/{slug}'>

/**
 * The time at the server.
 *
 * @param told what the server's clock showed when it answered
 * @param heardMs what ours showed then, in Unix milliseconds
 */
export function serverNow(told: string, heardMs: number, now: Date): Date {
  const passed = Math.max(0, now.getTime() - heardMs)
  return new Date(new Date(told).getTime() + passed)
}

export type Countdown =
  | { readonly kind: 'over' }
  | {
      readonly kind: 'startsIn' | 'endsIn'
      readonly days: number
      /** `HH:MM:SS`. */
      readonly clock: string
    }

export function countdownOf(
  { state, startsAt, endsAt }: Pick<FoundEvent['page'], 'state' | 'startsAt' | 'endsAt'>,
  now: Date,
): Countdown {
  const ms = (text: string) => new Date(text).getTime() - now.getTime()
  if (state === 'ended' || ms(endsAt) <= 0) return { kind: 'over' }
  const isComing = ms(startsAt) > 0
  const seconds = Math.floor(ms(isComing ? startsAt : endsAt) / 1_000)
  const two = (figure: number) => String(figure).padStart(2, '0')
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
  return {
    kind: isComing ? 'startsIn' : 'endsIn',
    days: Math.floor(seconds / 86_400),
    clock: clock.map(two).join(':'),
  }
}
