/** Tests of telling a hardware scanner from a person. */
import { describe, expect, test } from 'vitest'
import { noKeys, takeKey } from './scanner-keys.ts'

function type(text: readonly string[], pauseMs: number): string | null {
  let keys = noKeys
  let scanned: string | null = null
  text.forEach((key, at) => {
    ;({ keys, scanned } = takeKey(keys, key, at * pauseMs))
  })
  return scanned
}

describe('takeKey', () => {
  test('reads a scanner that ends with Enter', () => {
    expect(type([...Array.from('K7M2PQ4X'), 'Enter'], 10)).toBe('K7M2PQ4X')
  })
  test('reads capital letters a scanner types with Shift', () => {
    expect(type(['Shift', 'K', 'Shift', 'M', '2', 'P', 'Q', '4', 'Enter'], 10)).toBe('KM2PQ4')
  })
  test('leaves a person alone', () => {
    expect(type([...Array.from('12000'), '0', 'Enter'], 90)).toBeNull()
  })
  test('takes nothing short for a code', () => {
    expect(type([...Array.from('1200'), 'Enter'], 10)).toBeNull()
  })
  test('forgets what was typed before a pause', () => {
    let keys = noKeys
    ;({ keys } = takeKey(keys, '9', 0))
    let scanned: string | null = null
    ;[...Array.from('ABCDEF'), 'Enter'].forEach((key, at) => {
      ;({ keys, scanned } = takeKey(keys, key, 1_000 + at * 10))
    })
    expect(scanned).toBe('ABCDEF')
  })
})
