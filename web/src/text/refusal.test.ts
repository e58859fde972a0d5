import { expect, test } from 'vitest'
import { ApiProblem, Unreachable } from '../api.ts'
import { refusalText } from './refusal.ts'

const problem = (status: number, code: string) =>
  new ApiProblem(status, { code, detail: 'It is closed.', todo: 'Come back.' })

test('a known refusal has our sentence, an unknown one the server’s', () => {
  expect(refusalText(problem(409, 'coupon.redeemed'), 'ko')).toBe('이미 쓴 쿠폰이에요.')
  expect(refusalText(problem(409, 'new.code'), 'en')).toBe('It is closed. Come back.')
  expect(refusalText(problem(409, 'new.code'), 'ko')).toContain('It is closed.')
})

test('a fault and a broken line are told apart', () => {
  expect(refusalText(problem(500, 'http.500'), 'ko')).toContain('저희 쪽')
  expect(refusalText(new Unreachable(), 'ko')).toContain('인터넷')
})
