import { afterAll, describe, expect, test } from 'vitest'
import { mailServer, readMail } from '../../../../testing/mail-server.ts'
import { wayContract } from '../ports.contract.ts'
import { WayFailed } from '../ports.ts'
import { aLetter, aNewLetter } from '../testing.ts'
import { emailWay } from './email.ts'

const { mails, smtpUrl } = await mailServer()
const needs = {
  smtpUrl,
  from: 'news@golmok.test',
  returnPath: (key: string) => `bounce+${key}@bounces.golmok.test`,
}
const way = emailWay(needs)
afterAll(() => way.close())
const texts: string[] = []

describe('emailWay', () => {
  wayContract(
    {
      name: 'email',
      async send(letter, signal) {
        const outcome = await way.send(letter, signal)
        if (outcome.kind === 'taken') texts.push((await readMail(mails.at(-1))).text ?? '')
        return outcome
      },
    },
    {
      letter: aNewLetter,
      to: (part) => ({ address: `${part === 'open' ? 'minji' : part}@golmok.test` }),
      arrived: () => texts,
      // SMTP knows no keys; the id of the mail is the same, so that mailboxes can tell.
      repeats: 'again',
    },
  )

  test('OU48 advertising bears the headers of the one-click way out, information none', async () => {
    const signal = AbortSignal.timeout(10_000)
    await way.send(aLetter(), signal)
    const { headers } = await readMail(mails.at(-1))
    const header = (name: string) => headers.find(({ key }) => key === name)?.value
    expect(header('list-unsubscribe')).toBe('<https://golmok.test/v1/opt-outs/abc/one-click>')
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    await way.send(aLetter({ purpose: 'information', oneClickUrl: null }), signal)
    expect(mails.at(-1)?.source).not.toMatch(/list-unsubscribe/i)
  })

  test('OU44, OU46 shows label and shop, and comes back to an address of its own', async () => {
    const letter = aLetter({ html: '<p>안녕하세요</p>' })
    await way.send(letter, AbortSignal.timeout(10_000))
    const mail = mails.at(-1)
    expect(mail?.from).toBe(`bounce+${letter.key}@bounces.golmok.test`)
    expect(await readMail(mail)).toMatchObject({
      subject: letter.title,
      from: { name: '골목커피', address: 'news@golmok.test' },
      messageId: `<${letter.key}@golmok.test>`,
      html: expect.stringContaining('안녕하세요') as string,
    })
  })

  test('a shop cannot write headers by its name or its title', async () => {
    const name = 'X\r\nBcc: all@golmok.test'
    await way.send(
      aLetter({ senderName: name, title: `(광고) ${name}` }),
      AbortSignal.timeout(10_000),
    )
    const { headers } = await readMail(mails.at(-1))
    expect(headers.map(({ key }) => key)).not.toContain('bcc')
    expect(mails.at(-1)?.to).toBe('minji@golmok.test')
  })

  test('OU40 a server that is away, or does not know us, is worth another try', async () => {
    for (const url of ['smtp://127.0.0.1:1', smtpUrl.replace('golmok:', 'other:')]) {
      const other = emailWay({ ...needs, smtpUrl: url })
      await expect(other.send(aLetter(), AbortSignal.timeout(10_000))).rejects.toThrow(WayFailed)
      other.close()
    }
  })
})
