import { describe, expect, test } from 'vitest'
import { canTakeCode, emptyForm, requestOf, wrongIn } from './sign-in-form.ts'

describe('the sign-in form', () => {
  test('an empty form says everything that is missing', () => {
    expect(wrongIn(emptyForm)).toEqual({ email: 'email', password: 'anyPassword' })
    expect(wrongIn({ ...emptyForm, way: 'phone' })).toEqual({ phone: 'phone', code: 'code' })
  })

  test('who joins needs a name and eight letters', () => {
    const form = { ...emptyForm, isNew: true, email: 'a@b.kr', password: '1234567' }
    expect(wrongIn(form)).toEqual({ password: 'password', name: 'name' })
    expect(wrongIn({ ...form, password: '12345678', name: '지우' })).toEqual({})
  })

  test('a code goes to a number or an address that is whole', () => {
    const phone = { ...emptyForm, way: 'phone' as const, phone: '010-12' }
    expect(canTakeCode(phone)).toBe(false)
    expect(canTakeCode({ ...phone, phone: '010-1234-5678' })).toBe(true)
    const email = { ...emptyForm, way: 'email-code' as const, email: 'a@b' }
    expect(canTakeCode(email)).toBe(false)
    expect(canTakeCode({ ...email, email: 'a@b.kr' })).toBe(true)
    expect(canTakeCode({ ...emptyForm, email: 'a@b.kr' })).toBe(false)
  })

  test('becomes the request of its kind', () => {
    const form = { ...emptyForm, email: ' a@b.kr ', password: 'secret-1', name: '지우' }
    expect(requestOf(form, 'ko').path).toBe('POST /v1/sessions')
    expect(requestOf({ ...form, isNew: true }, 'ko').body).toEqual({
      name: '지우',
      email: 'a@b.kr',
      password: 'secret-1',
      locale: 'ko',
    })
    const phone = { ...emptyForm, way: 'phone' as const, phone: '010-1234-5678', code: '123456' }
    expect(requestOf(phone, 'en')).toEqual({
      path: 'POST /v1/sessions/phone',
      body: { phone: '010-1234-5678', code: '123456', locale: 'en' },
    })
  })
})
