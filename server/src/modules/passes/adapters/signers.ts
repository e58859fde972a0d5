/** The signers of an installation: by its settings, or with test keys that are made once and kept. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Config } from '../../../platform/config.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { PassSigners } from '../ports.ts'
import { appleSigner } from './apple-signer.ts'
import { googleSigner } from './google-signer.ts'
import { newTestKeys, testNames, type TestKeys } from './test-certificates.ts'

const TEST_ISSUER = '3388000000000000000'
const TEST_ACCOUNT = 'test@golmok.local'

/** The parts of a service account's key file that matter. */
const accountFile = z.object({ client_email: z.string(), private_key: z.string() })

/** Nothing is read or made before the first pass is asked for; then it is kept in memory. */
export function passSigners(platform: Platform): PassSigners {
  const { passes } = platform.config
  const testKeys = once(async () => {
    const kept = await platform.keptSecret('pass-test-keys', () =>
      JSON.stringify(newTestKeys(platform.clock())),
    )
    return JSON.parse(kept) as TestKeys
  })
  return {
    apple: once(async () => {
      if (passes.apple) return appleByFiles(passes.apple)
      const { wwdr, signerCert, signerKey } = await testKeys()
      return appleSigner(testNames, { wwdr, signerCert, signerKey }, true)
    }),
    google: once(async () => {
      if (passes.google) {
        const { issuerId, keyFile } = passes.google
        const account = accountFile.parse(JSON.parse(await readFile(keyFile, 'utf8')))
        return googleSigner({ issuerId, account: account.client_email }, account.private_key, false)
      }
      const { googleKey } = await testKeys()
      return googleSigner({ issuerId: TEST_ISSUER, account: TEST_ACCOUNT }, googleKey, true)
    }),
  }
}

type AppleFiles = NonNullable<Config['passes']['apple']>

async function appleByFiles({ passType, team, certificate, key, passphrase, wwdr }: AppleFiles) {
  const [signerCert, signerKey, authority] = await Promise.all(
    [certificate, key, wwdr].map((file) => readFile(file, 'utf8')),
  )
  const certificates = {
    wwdr: authority ?? '',
    signerCert: signerCert ?? '',
    signerKey: signerKey ?? '',
    ...(passphrase !== null && { signerKeyPassphrase: passphrase }),
  }
  return appleSigner({ passTypeIdentifier: passType, teamIdentifier: team }, certificates, false)
}

/** Does it when it is first asked for; a failure is tried again. */
function once<Thing>(make: () => Promise<Thing>): () => Promise<Thing> {
  let made: Promise<Thing> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}
