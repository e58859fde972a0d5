/** Reminders of who left without buying: when they come, and whom they leave alone. */
import { describe, expect, test } from 'vitest'
import { aCampaign, aCandidate, aNearness, aPlan, noon } from '../testing.ts'
import { objectionToPlan, type Plan } from './campaign.ts'
import { decide, objectingRule } from './decision.ts'
import { reminderAt } from './reminder.ts'

describe('who left without buying', () => {
  const reminder = { afterDays: 1, atMinute: 660 }
  const trigger = {
    kind: 'left-without-purchase',
    zoneIds: [],
    placeIds: [],
    reminder,
  } as const
  const cases: [string, string, string, string][] = [
    ['the next day', '2026-04-10T09:00:00Z', 'Asia/Seoul', '2026-04-11T02:00:00Z'],
    ['last second of a day', '2026-04-10T14:59:59Z', 'Asia/Seoul', '2026-04-11T02:00:00Z'],
    ['first second of one', '2026-04-10T15:00:00Z', 'Asia/Seoul', '2026-04-12T02:00:00Z'],
    ['over a change of clock', '2026-03-07T20:00:00Z', 'America/New_York', '2026-03-08T15:00:00Z'],
  ]
  test.each(cases)('CA18 is reminded by the clock of the place: %s', (_name, left, zone, due) => {
    expect(reminderAt(reminder, new Date(left), zone)).toEqual(new Date(due))
  })

  const hours = (fromMinute: number, untilMinute: number) => ({
    schedule: { ...aPlan().schedule, hours: { fromMinute, untilMinute } },
  })
  const plans: [string, Partial<Plan>, string | null][] = [
    ['a day and a minute', {}, null],
    ['no reminder', { trigger: { ...trigger, reminder: null } }, 'campaign.reminder-wrong'],
    ['one of who enters', { trigger: { ...trigger, kind: 'entered' } }, 'campaign.reminder-wrong'],
    ['within its hours', hours(660, 720), null],
    ['at the end of its hours', hours(600, 660), 'campaign.reminder-wrong'],
  ]
  test.each(plans)('CA18 a plan with %s', (_name, plan, answer) => {
    expect(objectionToPlan({ ...aPlan({ trigger }), ...plan })).toBe(answer)
  })

  const visitStartedAt = new Date('2026-04-10T09:00:00Z')
  const nearness = aNearness({ kind: 'left-without-purchase', visitStartedAt })
  const boughts: [string, string | null, string | null][] = [
    ['nothing', null, null],
    ['a day before', '2026-04-09T09:00:00Z', null],
    ['just too long before', '2026-04-10T02:59:59.999Z', null],
    ['ahead, to collect it', '2026-04-10T03:00:00Z', 'not-bought'],
    ['since', '2026-04-10T22:00:00Z', 'not-bought'],
  ]
  test.each(boughts)('CA19 is left alone who bought meanwhile: %s', (_name, at, answer) => {
    const boughtAt = at === null ? null : new Date(at)
    const candidate = aCandidate({ campaign: aCampaign({ trigger }), nearness, boughtAt })
    expect(objectingRule(decide(candidate))).toBe(answer)
  })

  test('CA19 no other campaign asks who bought', () => {
    expect(objectingRule(decide(aCandidate({ boughtAt: noon })))).toBeNull()
  })
})
