/** Every setting of an installation, from the environment; nothing else reads the environment. */
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { signInConfig, signInSettings, type SignInConfig } from './sign-in-config.ts'

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .transform((text) => text === 'true' || text === '1')
const number = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
const areNetworks = (text: string) => listOf(text).every((part) => ipaddr.isValidCIDR(part))

/** What one caller may send in a minute, unless the market says otherwise. */
export const REQUESTS_PER_MINUTE = 1_200

/** Each setting with its description; `docs/reference/settings.md` is made from this. */
export const settings = {
  DATABASE_URL: z.url().optional().describe('PostgreSQL 15 or newer. Unset: the embedded one.'),
  GOLMOK_DATA_DIR: z
    .string()
    .default('.golmok')
    .describe('Where the embedded database and its password lie.'),
  GOLMOK_HOST: z.string().default('127.0.0.1').describe('The address to listen on.'),
  GOLMOK_PORT: number(4700, 0, 65_535).describe(
    'The port to listen on. When it is busy and not set, the next free one is taken.',
  ),
  GOLMOK_ORIGIN: z
    .url()
    .optional()
    .describe('The public address, as in https://golmok.example. Set it behind a proxy.'),
  GOLMOK_ROLE: z
    .enum(['all', 'http', 'worker'])
    .default('all')
    .describe('What this process does: serve, work off the log and the jobs, or both.'),
  GOLMOK_CONNECTIONS_MAX: number(8, 2, 200).describe(
    'Database connections of this process. About four a core is best.',
  ),
  GOLMOK_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('The least that is logged.'),
  GOLMOK_TRUST_PROXY: flag
    .default(false)
    .describe('Whether X-Forwarded-* headers are believed. Only behind a proxy of yours.'),
  GOLMOK_REQUESTS_PER_MINUTE: number(REQUESTS_PER_MINUTE, 1, 100_000_000).describe(
    'Requests that one caller (person, API key, or address) may send in a minute.',
  ),
  GOLMOK_MARKET_NAME: z
    .string()
    .default('골목')
    .describe('The name of the market, shown to people.'),
  GOLMOK_DEMO: flag
    .optional()
    .describe(
      'Whether the demo town is loaded and its logins are shown. Unset: when the market is empty.',
    ),
  GOLMOK_TILE_URL: z
    .string()
    .optional()
    .describe('A raster tile server for maps, as in https://tile.example/{z}/{x}/{y}.png.'),
  GOLMOK_CONTACT: z
    .string()
    .default('market@golmok.local')
    .describe('How to reach the operator; stands in messages and in web push.'),
  GOLMOK_EXPIRY_NOTICE_DAYS: number(30, 1, 365).describe(
    'How many days before points run out their holder is told.',
  ),
  GOLMOK_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'The secret codes and links are signed with. Unset: one is made and kept in the database.',
    ),
  GOLMOK_OUTWARD_INSIDE: z
    .string()
    .default('')
    .describe(
      'Networks inside that webhooks may reach, by http as well, as in 10.1.0.0/16,192.168.0.7/32. Unset: the open net alone, by https.',
    )
    .refine(areNetworks, 'not a list of networks'),
  GOLMOK_AGE_OF_CONSENT: number(14, 1, 21).describe(
    'Who is younger, in years, agrees to advertising and location only as far as a guardian allows. 14: Personal Information Protection Act §22-2, Location Information Act §25. A change counts for those who are asked from then on.',
  ),
  GOLMOK_PROTECTED_AGE: number(8, 0, 20).describe(
    'Up to and with this age, in years, the guardian answers in the place of the child. 8: Location Information Act §26, as summed up in public guides; the statute itself was not read.',
  ),
  GOLMOK_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Bearer token that /metrics asks for from other machines.'),
  ...signInSettings,
  GOLMOK_APPLE_PASS_TYPE: z
    .string()
    .optional()
    .describe(
      'Pass type id of Apple Wallet, as in pass.com.example.coupon. With it, the four below are needed. Unset: passes are signed with a test certificate, which iPhones refuse.',
    ),
  GOLMOK_APPLE_TEAM: z.string().optional().describe('Team id of the Apple developer account.'),
  GOLMOK_APPLE_PASS_CERTIFICATE: z
    .string()
    .optional()
    .describe('File of the pass certificate, PEM.'),
  GOLMOK_APPLE_PASS_KEY: z.string().optional().describe("File of the certificate's key, PEM."),
  GOLMOK_APPLE_PASS_PASSPHRASE: z.string().optional().describe('Passphrase of that key.'),
  GOLMOK_APPLE_WWDR: z
    .string()
    .optional()
    .describe("File of Apple's Worldwide Developer Relations certificate, PEM."),
  GOLMOK_GOOGLE_WALLET_ISSUER: z
    .string()
    .optional()
    .describe(
      'Issuer id of Google Wallet. With it, the key file is needed. Unset: links are signed with a test key, which Google refuses.',
    ),
  GOLMOK_GOOGLE_WALLET_KEY: z
    .string()
    .optional()
    .describe('Key file of the service account for Google Wallet, JSON.'),
  GOLMOK_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'The mail server that takes our mail, as in smtps://user:password@mail.example:465. With it, GOLMOK_MAIL_FROM is needed. Unset: no e-mail.',
    ),
  GOLMOK_MAIL_FROM: z.email().optional().describe('Whom mails come from.'),
  GOLMOK_MAIL_BOUNCES: z
    .email()
    .optional()
    .describe(
      'Any address of the domain where mails that cannot be delivered come back to, as bounce+…@ that domain. Unset: they go back to GOLMOK_MAIL_FROM, and nobody reads them here.',
    ),
  GOLMOK_SOLAPI_KEY: z
    .string()
    .optional()
    .describe(
      'API key of SOLAPI, for texts and Kakao. With it, the secret and GOLMOK_SMS_FROM are needed. Unset: neither.',
    ),
  GOLMOK_SOLAPI_SECRET: z.string().optional().describe('API secret of SOLAPI.'),
  GOLMOK_SMS_FROM: z
    .string()
    .regex(/^0\d{7,10}$/)
    .optional()
    .describe('The number that texts come from, registered at SOLAPI, digits only.'),
  GOLMOK_SMS_OPT_OUT: z
    .string()
    .regex(/^080-?\d{3,4}-?\d{4}$/)
    .optional()
    .describe('A free 080 number for saying no to texts. Unset: texts bear a link instead.'),
  GOLMOK_KAKAO_CHANNEL: z
    .string()
    .optional()
    .describe('Id of the Kakao channel at SOLAPI (pfId). Unset: no Kakao.'),
  GOLMOK_LINE_TOKEN: z
    .string()
    .optional()
    .describe('Channel access token of a LINE official account. With it, the secret is needed.'),
  GOLMOK_LINE_SECRET: z.string().optional().describe('Channel secret of that account.'),
  GOLMOK_LINE_URL: z
    .url()
    .optional()
    .describe("Another address than LINE's own, for a facade of its shape."),
  GOLMOK_SMS_CERTIFICATION: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'The number of the certificate of whoever sends texts to many (Network Act §50-3). SOLAPI has no field for it: it is kept with each text and shown in the proof. From when on it is asked for was not checked at the source.',
    ),
  GOLMOK_STAND_INS: flag
    .default(false)
    .describe(
      'Whether ways out that are not set up are played inside this process, to be looked at: nothing leaves.',
    ),
  GOLMOK_KAKAO_QUIET_FROM: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('20:50')
    .describe(
      'From when on Kakao takes no advertising, until the end of the quiet hours. 20:50 is what resellers of Brand Message document; it was not read at Kakao itself.',
    ),
} as const

export type Config = {
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly isPortGiven: boolean
  readonly origin: string | null
  readonly role: 'all' | 'http' | 'worker'
  readonly connectionsMax: number
  readonly logLevel: string
  readonly trustProxy: boolean
  readonly requestsPerMinute: number
  readonly marketName: string
  readonly demo: boolean | null
  readonly tileUrl: string | null
  readonly contact: string
  readonly expiryNoticeDays: number
  readonly secret: string | null
  readonly outwardInside: readonly string[]
  readonly ages: { readonly consentYears: number; readonly protectedYears: number }
  readonly metricsToken: string | null
  readonly passes: PassConfig
  readonly signIn: SignInConfig
  readonly ways: WayConfig
}

/** The ways out beside the inbox; null where one is not set up. */
export type WayConfig = {
  readonly email: {
    readonly smtpUrl: string
    readonly from: string
    readonly bounceAddress: string | null
  } | null
  readonly solapi: {
    readonly apiKey: string
    readonly apiSecret: string
    readonly sender: string
    readonly channelId: string | null
  } | null
  readonly optOutPhone: string | null
  readonly certification: string | null
  readonly line: {
    readonly token: string
    readonly secret: string
    readonly url: string | null
  } | null
  readonly hasStandIns: boolean
  readonly kakaoQuietFromMinute: number
}

/** What vouches for passes; null where test keys do. */
export type PassConfig = {
  readonly apple: {
    readonly passType: string
    readonly team: string
    readonly certificate: string
    readonly key: string
    readonly passphrase: string | null
    readonly wwdr: string
  } | null
  readonly google: { readonly issuerId: string; readonly keyFile: string } | null
}

const environment = z.object(settings)

/**
 * Reads the settings.
 *
 * @throws {Error} that names each setting that is wrong, and what it is for
 */
export function readConfig(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      const says = settings[name as keyof typeof settings]?.description ?? ''
      return `  ${name}: ${issue.message}. ${says}`
    })
    throw new Error(`These settings cannot be used:\n${lines.join('\n')}`)
  }
  const read = parsed.data
  return {
    databaseUrl: read.DATABASE_URL ?? null,
    dataDir: read.GOLMOK_DATA_DIR,
    host: read.GOLMOK_HOST,
    port: read.GOLMOK_PORT,
    isPortGiven: variables['GOLMOK_PORT'] !== undefined,
    origin: read.GOLMOK_ORIGIN ?? null,
    role: read.GOLMOK_ROLE,
    connectionsMax: read.GOLMOK_CONNECTIONS_MAX,
    logLevel: read.GOLMOK_LOG_LEVEL,
    trustProxy: read.GOLMOK_TRUST_PROXY,
    requestsPerMinute: read.GOLMOK_REQUESTS_PER_MINUTE,
    marketName: read.GOLMOK_MARKET_NAME,
    demo: read.GOLMOK_DEMO ?? null,
    tileUrl: read.GOLMOK_TILE_URL ?? null,
    contact: read.GOLMOK_CONTACT,
    expiryNoticeDays: read.GOLMOK_EXPIRY_NOTICE_DAYS,
    secret: read.GOLMOK_SECRET ?? null,
    outwardInside: listOf(read.GOLMOK_OUTWARD_INSIDE),
    ages: {
      consentYears: read.GOLMOK_AGE_OF_CONSENT,
      protectedYears: read.GOLMOK_PROTECTED_AGE,
    },
    metricsToken: read.GOLMOK_METRICS_TOKEN ?? null,
    passes: passConfig(read),
    signIn: signInConfig(read),
    ways: wayConfig(read),
  }
}

/** @throws {Error} when some of what belongs together is set, and the rest is not */
function passConfig(read: z.output<typeof environment>): PassConfig {
  const {
    GOLMOK_APPLE_PASS_TYPE: passType,
    GOLMOK_APPLE_TEAM: team,
    GOLMOK_APPLE_PASS_CERTIFICATE: certificate,
    GOLMOK_APPLE_PASS_KEY: key,
    GOLMOK_APPLE_WWDR: wwdr,
    GOLMOK_GOOGLE_WALLET_ISSUER: issuerId,
    GOLMOK_GOOGLE_WALLET_KEY: keyFile,
  } = read
  const passphrase = read.GOLMOK_APPLE_PASS_PASSPHRASE ?? null
  const isApple = passType && team && certificate && key && wwdr
  const isGoogle = issuerId && keyFile
  if (!isApple && (passType ?? team ?? certificate ?? key ?? wwdr) !== undefined) {
    throw new Error('GOLMOK_APPLE_…: pass type, team, certificate, key and WWDR go together')
  }
  if (!isGoogle && (issuerId ?? keyFile) !== undefined) {
    throw new Error('GOLMOK_GOOGLE_WALLET_…: issuer and key go together')
  }
  return {
    apple: isApple ? { passType, team, certificate, key, passphrase, wwdr } : null,
    google: isGoogle ? { issuerId, keyFile } : null,
  }
}

/** @throws {Error} when some of what belongs together is set, and the rest is not */
function wayConfig(read: z.output<typeof environment>): WayConfig {
  const { GOLMOK_SMTP_URL: smtpUrl, GOLMOK_MAIL_FROM: from } = read
  if ((smtpUrl === undefined) !== (from === undefined)) {
    throw new Error('GOLMOK_SMTP_URL and GOLMOK_MAIL_FROM go together')
  }
  const {
    GOLMOK_SOLAPI_KEY: apiKey,
    GOLMOK_SOLAPI_SECRET: apiSecret,
    GOLMOK_SMS_FROM: sender,
  } = read
  const isSolapi = apiKey && apiSecret && sender
  if (!isSolapi && (apiKey ?? apiSecret) !== undefined) {
    throw new Error('GOLMOK_SOLAPI_KEY, GOLMOK_SOLAPI_SECRET and GOLMOK_SMS_FROM go together')
  }
  const { GOLMOK_LINE_TOKEN: token, GOLMOK_LINE_SECRET: secret } = read
  if ((token === undefined) !== (secret === undefined)) {
    throw new Error('GOLMOK_LINE_TOKEN and GOLMOK_LINE_SECRET go together')
  }
  const channelId = read.GOLMOK_KAKAO_CHANNEL ?? null
  const bounceAddress = read.GOLMOK_MAIL_BOUNCES ?? null
  const [hours = 0, minutes = 0] = read.GOLMOK_KAKAO_QUIET_FROM.split(':').map(Number)
  return {
    email: smtpUrl && from ? { smtpUrl, from, bounceAddress } : null,
    solapi: isSolapi ? { apiKey, apiSecret, sender, channelId } : null,
    optOutPhone: read.GOLMOK_SMS_OPT_OUT ?? null,
    certification: read.GOLMOK_SMS_CERTIFICATION ?? null,
    line: token && secret ? { token, secret, url: read.GOLMOK_LINE_URL ?? null } : null,
    hasStandIns: read.GOLMOK_STAND_INS,
    kakaoQuietFromMinute: hours * 60 + minutes,
  }
}
