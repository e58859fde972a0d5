/** Tests of the funnel as shapes. */
import { describe, expect, test } from 'vitest'
import { funnelRows } from './funnel.ts'

const funnel = { eligible: 200, sent: 180, seen: 90, visited: 45, redeemed: 1 }

describe('funnelRows', () => {
  test('says each step as a share of the one before', () => {
    const rows = funnelRows(funnel, 300, 40)
    expect(rows.map((row) => row.step)).toEqual(['eligible', 'sent', 'seen', 'visited', 'redeemed'])
    expect(rows.map((row) => row.shareOfBefore)).toEqual([null, 0.9, 0.5, 0.5, 1 / 45])
  })
  test('fills the box with the widest step', () => {
    expect(funnelRows(funnel, 300, 40)[0]?.path).toMatch(/^M0,0 L300,0/)
  })
  test('stands empty without dividing by nothing', () => {
    const rows = funnelRows({ eligible: 0, sent: 0, seen: 0, visited: 0, redeemed: 0 }, 300, 40)
    expect(rows.every((row) => row.shareOfBefore === null)).toBe(true)
    expect(rows.every((row) => !row.path.includes('NaN'))).toBe(true)
  })
  test('nobody who read, yet some who came: the picture goes on as a shadow', () => {
    const rows = funnelRows({ ...funnel, eligible: 200, sent: 200, seen: 0, visited: 100 }, 300, 40)
    expect(rows.map(({ isShadow }) => isShadow)).toEqual([false, false, true, false, false])
    // As wide as those who went further, and joined to the rows above and below.
    expect(rows[2]?.path).toMatch(/^M75,80 L225,80/)
    expect(rows[1]?.path).toContain('L225,80 L75,80')
  })
  test('keeps one person among many visible', () => {
    const rows = funnelRows({ ...funnel, eligible: 100_000 }, 300, 40)
    expect(rows[4]?.path).toMatch(/^M148.5,160 L151.5,160/)
  })
})
