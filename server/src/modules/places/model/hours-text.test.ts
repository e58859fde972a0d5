import { describe, expect, test } from 'vitest'
import { parseHoursText } from './hours-text.ts'

const span = (fromMinute: number, untilMinute: number) => ({ fromMinute, untilMinute })

describe('parseHoursText', () => {
  test('PL1 weekdays, a lunch break written as two spans, and holidays', () => {
    const week = parseHoursText('Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00; PH off')
    expect(week?.days.map(({ spans }) => spans.length)).toEqual([2, 2, 2, 2, 2, 1, 0])
    expect(week?.days[5]?.spans).toEqual([span(600, 840)])
    expect(week?.holidays).toEqual({ kind: 'closed' })
  })

  test.each([
    ['PL6 around the clock', '24/7', span(0, 1440)],
    ['PL1 daily', '09:00-18:00', span(540, 1080)],
    ['PL2 until two in the night', '18:00-02:00', span(1080, 1560)],
    ['PL2 until midnight', '18:00-24:00', span(1080, 1440)],
    ['PL1 days that pass the week’s end', 'Sa-Mo 09:00-10:00', span(540, 600)],
  ])('%s', (_name, text, first) => {
    expect(parseHoursText(text)?.days[0]?.spans[0]).toEqual(first)
  })

  test.each(['', 'always', '25:00-26:00', 'Xx 09:00-10:00', '09:00', '9-18', 'Mo-Xx 09:00-10:00'])(
    'PL7 "%s" is not understood',
    (text) => {
      expect(parseHoursText(text)).toBeNull()
    },
  )
})
