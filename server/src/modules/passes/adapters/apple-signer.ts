/** Signs pass files with a certificate: the archive, its manifest and its signature. */
import { readFile } from 'node:fs/promises'
import { PKPass } from 'passkit-generator'
import type { AppleNames } from '../model/apple.ts'
import type { AppleSigner } from '../ports.ts'

/** PEM texts: the pass certificate, its key, and the certificate of who issued it (Apple's WWDR). */
export type AppleCertificates = {
  readonly wwdr: string
  readonly signerCert: string
  readonly signerKey: string
  readonly signerKeyPassphrase?: string
}

// The picture of the app: wallets scale it to what they need.
const icon = new URL('../../../../../web/public/icons/golmok-192.png', import.meta.url)

export async function appleSigner(
  names: AppleNames,
  certificates: AppleCertificates,
  isTest: boolean,
): Promise<AppleSigner> {
  const picture = await readFile(icon)
  const pictures = { 'icon.png': picture, 'icon@2x.png': picture, 'icon@3x.png': picture }
  return {
    names,
    isTest,
    passFile(passJson) {
      const files = { 'pass.json': Buffer.from(JSON.stringify(passJson)), ...pictures }
      return Promise.resolve(new PKPass(files, certificates).getAsBuffer())
    },
  }
}
