import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { purposes, wordingOf, type Purpose } from '../model.ts'
import { anAnswer } from '../testing.ts'
import { basisOf, changesOf, inOrder, objectionTo } from './consents.ts'
import { merchantWordings, wordings } from './wordings.ts'

const held = (...names: Purpose[]) => new Set(names)

test.each([
  ['PE11 a yes to the wording in force', anAnswer(), held(), null],
  [
    'PE11 a yes to an old wording',
    anAnswer({ wordingVersion: wordingOf('location').version - 1 }),
    held(),
    'people.wording-outdated',
  ],
  ['PE11 a no to any wording', anAnswer({ granted: false, wordingVersion: 99 }), held(), null],
  [
    'PE13 a yes to nights alone',
    anAnswer({ purpose: 'night-marketing' }),
    held('location'),
    'people.marketing-needed',
  ],
  [
    'PE13 a yes to nights with marketing',
    anAnswer({ purpose: 'night-marketing' }),
    held('marketing'),
    null,
  ],
  [
    'PE13 a yes to texts at night with texts by day',
    anAnswer({ purpose: 'night-marketing/sms' }),
    held('marketing', 'marketing/sms'),
    null,
  ],
  [
    'PE13 a yes to texts at night with nights in the app only',
    anAnswer({ purpose: 'night-marketing/sms' }),
    held('marketing', 'night-marketing', 'marketing/kakao'),
    'people.marketing-needed',
  ],
  [
    'PE13 a yes to mails without marketing',
    anAnswer({ purpose: 'marketing/email' }),
    held('location'),
    'people.marketing-needed',
  ],
])('%s', (_name, answer, before, objection) => {
  expect(objectionTo(answer, before, wordings)).toBe(objection)
})

test('PE13 a no to marketing ends every way of it, nights first', () => {
  const all = held(...purposes)
  const fallen = changesOf(anAnswer({ purpose: 'marketing', granted: false }), all, wordings)
  expect(fallen.map(({ purpose }) => purpose).toSorted()).toEqual(
    purposes.filter((purpose) => purpose !== 'location').toSorted(),
  )
  expect(fallen.at(-1)?.purpose).toBe('marketing')
  for (const [at, { purpose }] of fallen.entries()) {
    const basis = basisOf(purpose)
    if (basis) expect(fallen.findIndex((each) => each.purpose === basis)).toBeGreaterThan(at)
  }
})

test('PE13 nothing ever stands without its ground, whatever people answer', () => {
  const answer = fc.record({ purpose: fc.constantFrom(...purposes), granted: fc.boolean() })
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 20 }), (answers) => {
      const now = new Set<Purpose>()
      for (const each of answers.map(anAnswer)) {
        if (objectionTo(each, now, wordings)) continue
        for (const { purpose, granted } of changesOf(each, now, wordings)) {
          if (granted) now.add(purpose)
          else now.delete(purpose)
          if ([...now].some((one) => !now.has(basisOf(one) ?? one))) return false
        }
        if (now.has(each.purpose) !== each.granted) return false
      }
      return true
    }),
  )
})

describe('wordings', () => {
  test('PE11 every purpose has its words, in both languages', () => {
    expect(wordings.map(({ purpose }) => purpose)).toEqual(purposes)
    expect(['location', ...merchantWordings.map(({ purpose }) => purpose)]).toEqual(purposes)
    for (const { ko, en } of [...wordings, ...merchantWordings]) {
      expect(ko).toMatch(/요\.$/)
      expect(en).toMatch(/\.$/)
    }
  })

  test('answers given together stand in an order in which each finds its ground', () => {
    const answers = purposes.map((purpose) => anAnswer({ purpose })).toReversed()
    const now = new Set<Purpose>()
    for (const each of inOrder(answers)) {
      expect(objectionTo(each, now, wordings)).toBeNull()
      now.add(each.purpose)
    }
  })
})
