import { describe, expect, test } from 'vitest'
import { mailServer, readMail } from '../../../../testing/mail-server.ts'
import { codeSenderContract } from '../ports.contract.ts'
import { emailCodeSender } from './email-code-sender.ts'

const { mails, smtpUrl } = await mailServer()
const needs = { smtpUrl, from: 'hello@golmok.test', market: '골목' }
const sender = emailCodeSender(needs)
const code = { to: 'minji@golmok.test', code: '012345', locale: 'ko', validMinutes: 5 } as const
const signal = () => AbortSignal.timeout(10_000)

describe('emailCodeSender', () => {
  const texts: string[] = []
  const read = async () => void texts.push((await readMail(mails.at(-1))).text ?? '')
  codeSenderContract(
    {
      send: (text, until) => sender.send(text, until).then(read),
      invite: (text, until) => sender.invite(text, until).then(read),
      tell: (letter, until) => sender.tell(letter, until).then(read),
    },
    { to: code.to, sent: () => texts },
  )

  test('PE80 a mail comes from the market, shows the code at a glance, and goes to one address', async () => {
    await sender.send(code, signal())
    const mail = mails.at(-1)
    expect(mail).toMatchObject({ from: 'hello@golmok.test', to: code.to })
    const { subject, from, headers } = await readMail(mail)
    expect(subject).toBe('골목 인증번호 012345')
    expect(from).toMatchObject({ name: '골목', address: 'hello@golmok.test' })
    expect(headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
  })

  test('PE80 a shop cannot write headers by its name', async () => {
    const merchantName = 'X\r\nBcc: all@golmok.test'
    const link = 'https://golmok.example/join/abc'
    await sender.invite({ ...code, merchantName, link, validDays: 7 }, signal())
    const { headers } = await readMail(mails.at(-1))
    expect(headers.map(({ key }) => key)).not.toContain('bcc')
    expect(mails.at(-1)?.to).toBe(code.to)
  })

  test.each(['gone@golmok.test', 'refused@golmok.test', 'later@golmok.test'])(
    'PE80 what the mail server does not take (%s) is not said to be sent',
    async (to) => {
      await expect(sender.send({ ...code, to }, signal())).rejects.toThrow()
    },
  )

  test('PE80 nor is what no server takes, or one that does not know us', async () => {
    for (const url of ['smtp://127.0.0.1:1', smtpUrl.replace('golmok:', 'other:')]) {
      const other = emailCodeSender({ ...needs, smtpUrl: url })
      await expect(other.send(code, signal())).rejects.toThrow()
    }
  })
})
