/** What every `CodeSender` must do. */
import { expect, test } from 'vitest'
import type { CodeSender } from './ports.ts'

export type CodeWorld = {
  /** An address that is reached. */
  readonly to: string
  /** What arrived there, as text. */
  sent(): readonly string[]
}

/** Holds an adapter to its port. */
export function codeSenderContract(sender: CodeSender, { to, sent }: CodeWorld): void {
  const text = { to, code: '012345', locale: 'ko', validMinutes: 5 } as const

  test('takes a code, and brings all of its digits to the address', async () => {
    await sender.send(text, AbortSignal.timeout(10_000))
    expect(sent().at(-1)).toContain('012345')
  })

  test('takes an invitation, and brings its link', async () => {
    const link = 'https://golmok.example/join/abc'
    const { locale } = text
    const invitation = { to, locale, link, merchantName: '모퉁이 커피', validDays: 7 }
    await sender.invite(invitation, AbortSignal.timeout(10_000))
    expect(sent().at(-1)).toContain(link)
  })

  test('takes what somebody without an account is told', async () => {
    const words = {
      subject: '보호자 확인',
      text: '[골목] 확인했어요: https://golmok.example/guardian/x',
    }
    await sender.tell({ to, ...words }, AbortSignal.timeout(10_000))
    expect(sent().at(-1)).toContain('https://golmok.example/guardian/x')
  })

  test('takes nothing once the time is over', async () => {
    const before = sent().length
    await expect(sender.send(text, AbortSignal.abort())).rejects.toThrow()
    expect(sent()).toHaveLength(before)
  })
}
