/** Signs links for Google Wallet with the key of a service account. */
import { importPKCS8, SignJWT, type JWTPayload } from 'jose'
import type { GoogleNames } from '../model/google.ts'
import type { GoogleSigner } from '../ports.ts'

/** @param privateKey PEM, PKCS #8, as the key file of a service account has it */
export async function googleSigner(
  names: GoogleNames,
  privateKey: string,
  isTest: boolean,
): Promise<GoogleSigner> {
  const key = await importPKCS8(privateKey, 'RS256')
  return {
    names,
    isTest,
    token: (claims) =>
      new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(key),
  }
}
