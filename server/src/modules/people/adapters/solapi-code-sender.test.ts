import { describe, expect, test } from 'vitest'
import { solapiStandIn } from '../../../../testing/solapi-stand-in.ts'
import { codeSenderContract } from '../ports.contract.ts'
import { solapiCodeSender } from './solapi-code-sender.ts'

const needs = {
  apiKey: 'NCSTESTKEY',
  apiSecret: 'a secret of the account',
  sender: '0212345678',
  market: '골목',
}
const solapi = await solapiStandIn({ ...needs, senders: [needs.sender] })
const sender = solapiCodeSender(needs)
const code = { to: '+821012345678', code: '012345', locale: 'ko', validMinutes: 5 } as const
const signal = () => AbortSignal.timeout(10_000)

describe('solapiCodeSender', () => {
  codeSenderContract(sender, {
    to: code.to,
    sent: () => solapi.taken.map(({ text }) => text ?? ''),
  })

  test('PE80 a code is one short text from the registered number, an invitation a long one', async () => {
    await sender.send(code, signal())
    expect(solapi.taken.at(-1)).toMatchObject({
      to: '01012345678',
      from: '0212345678',
      type: 'SMS',
    })
    const link = 'https://golmok.example/join/abc'
    await sender.invite({ ...code, link, merchantName: '모퉁이 커피', validDays: 7 }, signal())
    expect(solapi.taken.at(-1)).toMatchObject({ type: 'LMS' })
  })

  test.each(['+821012340404', '+821012340400', '+821012340503'])(
    'PE80 what SOLAPI does not take (%s) is not said to be sent',
    async (to) => {
      await expect(sender.send({ ...code, to }, signal())).rejects.toThrow()
    },
  )

  test('PE80 nor is what goes out under another key', async () => {
    const stranger = solapiCodeSender({ ...needs, apiSecret: 'wrong' })
    await expect(stranger.send(code, signal())).rejects.toThrow()
  })
})
