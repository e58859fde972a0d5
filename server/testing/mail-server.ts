/** A real mail server on this machine, which has something against some. */
import { SMTPServer } from 'smtp-server'
import PostalMime from 'postal-mime'
import { afterAll } from 'vitest'

export type Mail = { readonly from: string; readonly to: string; readonly source: string }

/**
 * Starts one for this test file. It knows one account, and answers `gone@`, `refused@` and `later@`
 * as their names say.
 */
export async function mailServer() {
  const mails: Mail[] = []
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
  afterAll(() => {
    server.close()
  })
  return {
    mails,
    smtpUrl: `smtp://golmok:${encodeURIComponent('p@ss/word')}@127.0.0.1:${port}`,
  }
}

/** A mail as another library reads it. */
export const readMail = (mail: Mail | undefined) => PostalMime.parse(mail?.source ?? '')
