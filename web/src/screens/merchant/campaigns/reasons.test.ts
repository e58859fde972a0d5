/** Tests of the reasons in words. */
import { describe, expect, test } from 'vitest'
import { campaignReasons as en } from '../../../text/en/merchant-reasons.ts'
import { campaignReasons as ko } from '../../../text/ko/merchant-reasons.ts'
import { reasonText } from './reasons.ts'

describe('reasonText', () => {
  test('the code of the gate says more than the gate', () => {
    expect(reasonText('gate', ko, 'outreach.person-cap')).not.toBe(ko['gate'])
    expect(reasonText('gate', ko, 'outreach.never-heard-of')).toBe(ko['gate'])
  })
  test('an unknown rule keeps its name', () => {
    expect(reasonText('moon-phase', ko)).toBe('moon-phase')
  })
  test('both languages know the same reasons', () => {
    expect(Object.keys(en)).toEqual(Object.keys(ko))
  })
})
