/** What the sign-in forms hold, what is wrong with it, and how it becomes a request. Pure. */
import { isPhone } from '../../../parts/phone-number.ts'

export type Way = 'email' | 'email-code' | 'phone'
export type SignInForm = {
  readonly way: Way
  readonly isNew: boolean
  readonly email: string
  readonly password: string
  readonly name: string
  readonly phone: string
  readonly code: string
}
export type Field = 'email' | 'password' | 'name' | 'phone' | 'code'
export type Wrong = Partial<Record<Field, 'email' | 'password' | 'anyPassword' | Field>>

export const emptyForm: SignInForm = {
  way: 'email',
  isNew: false,
  email: '',
  password: '',
  name: '',
  phone: '',
  code: '',
}

const PASSWORD_LETTERS_MIN = 8

function isEmail(email: string): boolean {
  return /^\S+@\S+\.\S+$/.test(email.trim())
}

/** Whether a code can be sent to what the form holds. */
export function canTakeCode({ way, phone, email }: SignInForm): boolean {
  return way === 'phone' ? isPhone(phone) : way === 'email-code' && isEmail(email)
}

/** What stands in the way of sending the form; empty when nothing does. */
export function wrongIn(form: SignInForm): Wrong {
  if (form.way === 'phone') {
    return {
      ...(isPhone(form.phone) ? {} : { phone: 'phone' }),
      ...(/^\d{6}$/.test(form.code.trim()) ? {} : { code: 'code' }),
    }
  }
  if (form.way === 'email-code') {
    return {
      ...(isEmail(form.email) ? {} : { email: 'email' }),
      ...(/^\d{6}$/.test(form.code.trim()) ? {} : { code: 'code' }),
    }
  }
  const isLong = form.password.length >= PASSWORD_LETTERS_MIN
  return {
    ...(isEmail(form.email) ? {} : { email: 'email' }),
    ...(form.isNew && !isLong ? { password: 'password' } : {}),
    ...(!form.isNew && form.password === '' ? { password: 'anyPassword' } : {}),
    ...(form.isNew && form.name.trim() === '' ? { name: 'name' } : {}),
  }
}

export type SignInRequest = {
  readonly path:
    | 'POST /v1/sessions'
    | 'POST /v1/people'
    | 'POST /v1/sessions/phone'
    | 'POST /v1/sessions/email-code'
    | 'POST /v1/sessions/passkey'
  readonly body: Readonly<Record<string, unknown>>
}

/** The request of a form with nothing wrong in it. */
export function requestOf(form: SignInForm, locale: 'ko' | 'en'): SignInRequest {
  const name = form.name.trim()
  if (form.way === 'phone') {
    return {
      path: 'POST /v1/sessions/phone',
      body: { phone: form.phone, code: form.code.trim(), locale, ...(name ? { name } : {}) },
    }
  }
  const email = form.email.trim()
  if (form.way === 'email-code') {
    return {
      path: 'POST /v1/sessions/email-code',
      body: { email, code: form.code.trim(), locale },
    }
  }
  return form.isNew
    ? { path: 'POST /v1/people', body: { name, email, password: form.password, locale } }
    : { path: 'POST /v1/sessions', body: { email, password: form.password } }
}
