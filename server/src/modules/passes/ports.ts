/** Who vouches for passes: keys that Apple and Google know, or test ones. */
import type { AppleNames } from './model/apple.ts'
import type { GoogleNames } from './model/google.ts'

/** Signs pass files for Apple Wallet. */
export type AppleSigner = {
  readonly names: AppleNames
  /** Whether the certificate is one of ours, that no iPhone takes. */
  readonly isTest: boolean
  /** A whole pass file of `pass.json`, with icon, manifest and signature. */
  passFile(passJson: object): Promise<Buffer>
}

/** Signs links for Google Wallet. */
export type GoogleSigner = {
  readonly names: GoogleNames
  readonly isTest: boolean
  /** Claims as a signed token (RS256). */
  token(claims: object): Promise<string>
}

export type PassSigners = { apple(): Promise<AppleSigner>; google(): Promise<GoogleSigner> }
