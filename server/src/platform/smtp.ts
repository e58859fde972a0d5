/** The mail server of the installation, by nodemailer. */
import { createTransport } from 'nodemailer'

const CONNECT_MS_MAX = 10_000
const SOCKET_MS_MAX = 20_000
const CONNECTIONS_MAX = 5

const limits = {
  connectionTimeout: CONNECT_MS_MAX,
  greetingTimeout: CONNECT_MS_MAX,
  socketTimeout: SOCKET_MS_MAX,
  // Letters are texts of ours: nothing in them may make the server fetch or read a file.
  disableFileAccess: true,
  disableUrlAccess: true,
} as const

/**
 * Connections that are kept, for many mails. Close it when no more is sent.
 *
 * @param smtpUrl as in `smtps://user:password@mail.golmok.kr:465`
 */
export function smtpPool(smtpUrl: string) {
  const options = { ...optionsOf(smtpUrl), ...limits }
  return createTransport({ ...options, pool: true, maxConnections: CONNECTIONS_MAX })
}

/** A connection for each mail: what cannot wait stands in no queue behind a mailing. */
export function smtpAtOnce(smtpUrl: string) {
  return createTransport({ ...optionsOf(smtpUrl), ...limits })
}

function optionsOf(smtpUrl: string) {
  const url = new URL(smtpUrl)
  const isTls = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname,
    port: url.port === '' ? (isTls ? 465 : 587) : Number(url.port),
    secure: isTls,
    ...(user && { auth: { user, pass: decodeURIComponent(url.password) } }),
  }
}
