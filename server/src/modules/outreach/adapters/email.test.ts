import { SMTPServer } from 'smtp-server'
import PostalMime from 'postal-mime'
import { afterAll, describe, expect, test } from 'vitest'
import { wayContract } from '../ports.contract.ts'
import { WayFailed } from '../ports.ts'
import { aLetter, aNewLetter } from '../testing.ts'
import { emailWay } from './email.ts'

type Mail = { readonly from: string; readonly to: string; readonly source: string }
const mails: Mail[] = []

/** A real mail server, which has something against some. */
const server = new SMTPServer({
  authOptional: false,
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth({ username, password }, _session, answer) {
    if (username === 'golmok' && password === 'p@ss/word') answer(null, { user: username })
    else answer(new Error('no'))
  },
  onRcptTo({ address }, _session, answer) {
    const say = (responseCode: number, message: string) =>
      answer(Object.assign(new Error(message), { responseCode }))
    if (address.startsWith('gone@')) say(550, '5.1.1 no such user here')
    else if (address.startsWith('refused@')) say(554, '5.7.1 we do not take this')
    else if (address.startsWith('later@')) say(451, '4.7.1 greylisted, come back')
    else answer()
  },
  onData(stream, { envelope }, answer) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      const to = envelope.rcptTo.map(({ address }) => address).join()
      mails.push({ from, to, source: Buffer.concat(parts).toString() })
      answer()
    })
  },
})
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
const address = server.server.address()
const port = typeof address === 'object' && address ? address.port : 0
const needs = {
  smtpUrl: `smtp://golmok:${encodeURIComponent('p@ss/word')}@127.0.0.1:${port}`,
  from: 'news@golmok.test',
  returnPath: (key: string) => `bounce+${key}@bounces.golmok.test`,
}
const way = emailWay(needs)
afterAll(() => {
  way.close()
  server.close()
})
const read = (mail: Mail | undefined) => PostalMime.parse(mail?.source ?? '')
const texts: string[] = []

describe('emailWay', () => {
  wayContract(
    {
      name: 'email',
      async send(letter, signal) {
        const outcome = await way.send(letter, signal)
        if (outcome.kind === 'taken') texts.push((await read(mails.at(-1))).text ?? '')
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
    const { headers } = await read(mails.at(-1))
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
    expect(await read(mail)).toMatchObject({
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
    const { headers } = await read(mails.at(-1))
    expect(headers.map(({ key }) => key)).not.toContain('bcc')
    expect(mails.at(-1)?.to).toBe('minji@golmok.test')
  })

  test('OU40 a server that is away, or does not know us, is worth another try', async () => {
    for (const smtpUrl of ['smtp://127.0.0.1:1', needs.smtpUrl.replace('golmok:', 'other:')]) {
      const other = emailWay({ ...needs, smtpUrl })
      await expect(other.send(aLetter(), AbortSignal.timeout(10_000))).rejects.toThrow(WayFailed)
      other.close()
    }
  })
})
