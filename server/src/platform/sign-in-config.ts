/** Settings of the providers by whose accounts people sign in. */
import { z } from 'zod'

export const signInSettings = {
  GOLMOK_KAKAO_SIGN_IN_ID: z
    .string()
    .optional()
    .describe(
      'Signing in with Kakao: the REST API key of your app there. With it, the secret is needed.',
    ),
  GOLMOK_KAKAO_SIGN_IN_SECRET: z.string().optional().describe('The secret that goes with it.'),
  GOLMOK_KAKAO_SIGN_IN_ISSUER: z
    .url()
    .optional()
    .describe('Where Kakao is asked instead of its own address, as for a test.'),
  GOLMOK_NAVER_SIGN_IN_ID: z
    .string()
    .optional()
    .describe(
      'Signing in with Naver: the client id of your app there. With it, the secret is needed.',
    ),
  GOLMOK_NAVER_SIGN_IN_SECRET: z.string().optional().describe('The secret that goes with it.'),
  GOLMOK_NAVER_SIGN_IN_ISSUER: z
    .url()
    .optional()
    .describe('Where Naver is asked instead of its own address, as for a test.'),
  GOLMOK_LINE_SIGN_IN_ID: z
    .string()
    .optional()
    .describe(
      'Signing in with LINE: the channel id of your app there. With it, the secret is needed.',
    ),
  GOLMOK_LINE_SIGN_IN_SECRET: z.string().optional().describe('The secret that goes with it.'),
  GOLMOK_LINE_SIGN_IN_ISSUER: z
    .url()
    .optional()
    .describe('Where LINE is asked instead of its own address, as for a test.'),
  GOLMOK_GOOGLE_SIGN_IN_ID: z
    .string()
    .optional()
    .describe(
      'Signing in with Google: the client id of your app there. With it, the secret is needed.',
    ),
  GOLMOK_GOOGLE_SIGN_IN_SECRET: z.string().optional().describe('The secret that goes with it.'),
  GOLMOK_GOOGLE_SIGN_IN_ISSUER: z
    .url()
    .optional()
    .describe('Where Google is asked instead of its own address, as for a test.'),
  GOLMOK_APPLE_SIGN_IN_ID: z
    .string()
    .optional()
    .describe(
      'Signing in with Apple: the services id. With it, team, key id and key file are needed.',
    ),
  GOLMOK_APPLE_SIGN_IN_TEAM: z
    .string()
    .optional()
    .describe('Team id of the Apple developer account.'),
  GOLMOK_APPLE_SIGN_IN_KEY_ID: z.string().optional().describe('Id of the key for signing in.'),
  GOLMOK_APPLE_SIGN_IN_KEY: z.string().optional().describe('File of that key, PEM (PKCS #8).'),
  GOLMOK_APPLE_SIGN_IN_ISSUER: z
    .url()
    .optional()
    .describe('Where Apple is asked instead of its own address, as for a test.'),
} as const

const environment = z.object(signInSettings)
type Read = z.output<typeof environment>

/** An app at a provider, by which people sign in; null where there is none. */
type ProviderApp = {
  readonly clientId: string
  readonly clientSecret: string
  readonly issuer: string | null
  /** What Apple takes in place of a secret. */
  readonly apple: { readonly team: string; readonly keyId: string; readonly keyFile: string } | null
}
export type SignInConfig = Readonly<
  Record<'kakao' | 'naver' | 'line' | 'apple' | 'google', ProviderApp | null>
>

/** @throws {Error} when some of what belongs together is set, and the rest is not */
export function signInConfig(read: Read): SignInConfig {
  const app = (name: 'KAKAO' | 'NAVER' | 'LINE' | 'GOOGLE'): ProviderApp | null => {
    const clientId = read[`GOLMOK_${name}_SIGN_IN_ID`]
    const clientSecret = read[`GOLMOK_${name}_SIGN_IN_SECRET`]
    if (!clientId && !clientSecret) return null
    if (!clientId || !clientSecret) {
      throw new Error(`GOLMOK_${name}_SIGN_IN_…: id and secret go together`)
    }
    const issuer = read[`GOLMOK_${name}_SIGN_IN_ISSUER`] ?? null
    return { clientId, clientSecret, issuer, apple: null }
  }
  return {
    kakao: app('KAKAO'),
    naver: app('NAVER'),
    line: app('LINE'),
    google: app('GOOGLE'),
    apple: appleApp(read),
  }
}

function appleApp(read: Read): ProviderApp | null {
  const clientId = read.GOLMOK_APPLE_SIGN_IN_ID
  const team = read.GOLMOK_APPLE_SIGN_IN_TEAM
  const keyId = read.GOLMOK_APPLE_SIGN_IN_KEY_ID
  const keyFile = read.GOLMOK_APPLE_SIGN_IN_KEY
  if (!clientId && !team && !keyId && !keyFile) return null
  if (!clientId || !team || !keyId || !keyFile) {
    throw new Error('GOLMOK_APPLE_SIGN_IN_…: id, team, key id and key file go together')
  }
  const issuer = read.GOLMOK_APPLE_SIGN_IN_ISSUER ?? null
  return { clientId, clientSecret: '', issuer, apple: { team, keyId, keyFile } }
}
