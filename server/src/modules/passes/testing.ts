/** Passes for tests: a card as it may be, test keys made once, and a pass file taken apart. */
import { createHash, createVerify, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { testId } from '../../kernel/testing.ts'
import { appleSigner } from './adapters/apple-signer.ts'
import { googleSigner } from './adapters/google-signer.ts'
import { newTestKeys, testNames } from './adapters/test-certificates.ts'
import type { PassContent } from './model.ts'

/** A coupon of a café, good until the end of April. */
export function aContent(change: Partial<PassContent> = {}): PassContent {
  return {
    id: testId('pass'),
    offerId: testId('offer'),
    offerTitle: '봄맞이 아메리카노 1,000원 할인',
    merchantName: '모퉁이 커피',
    color: '#8A3B12',
    expiresAt: new Date('2026-04-30T15:00:00Z'),
    isVoid: false,
    link: `https://golmok.example/wallet/${testId('coupon')}`,
    places: [{ name: '모퉁이 커피 연남점', lng: 126.9236, lat: 37.5626 }],
    language: 'ko',
    ...change,
  }
}

/** Test keys of one moment, with signers by them; making them takes most of a second. */
export async function testSigners(at: Date) {
  const keys = newTestKeys(at)
  const { wwdr, signerCert, signerKey, googleKey } = keys
  const googleNames = { issuerId: '3388000000000000000', account: 'test@golmok.local' }
  return {
    keys,
    apple: await appleSigner(testNames, { wwdr, signerCert, signerKey }, true),
    google: await googleSigner(googleNames, googleKey, true),
  }
}

/** The files of a zip archive, as pass files are: their contents stored or deflated, nothing else. */
export function filesIn(archive: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = archive.readUInt32LE(end + 16)
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)]
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    if (method !== 0) throw new Error(`${name} is not stored plainly`)
    files.set(name, archive.subarray(start, start + size))
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}

export const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex')

type Captured = {
  readonly certificates: readonly forge.pki.Certificate[]
  readonly rawCapture: {
    readonly signature: string
    readonly authenticatedAttributes: forge.asn1.Asn1[]
    readonly content?: unknown
  }
}

/**
 * Whether a detached PKCS #7 signature is of these bytes, by a certificate that an authority issued:
 * the digest it names is theirs, the attributes are signed by the certificate, that by the authority.
 */
export function isSignatureOf(bytes: Buffer, signature: Buffer, authorityPem: string): boolean {
  const der = forge.asn1.fromDer(forge.util.createBuffer(signature.toString('binary')))
  const message = forge.pkcs7.messageFromAsn1(der) as unknown as Captured
  const { authenticatedAttributes, signature: signed } = message.rawCapture
  const digests = authenticatedAttributes.map((attribute) => forge.asn1.toDer(attribute).toHex())
  const isNamed = ['sha1', 'sha256'].some((kind) => {
    const digest = createHash(kind).update(bytes).digest('hex')
    return digests.some((attribute) => attribute.endsWith(digest))
  })
  const set = forge.asn1.create(
    forge.asn1.Class.UNIVERSAL,
    forge.asn1.Type.SET,
    true,
    authenticatedAttributes,
  )
  const attributes = Buffer.from(forge.asn1.toDer(set).getBytes(), 'binary')
  const authority = new X509Certificate(authorityPem)
  const signer = message.certificates
    .map((one) => new X509Certificate(forge.pki.certificateToPem(one)))
    .find((one) => one.subject !== authority.subject)
  if (!signer || !isNamed) return false
  const isSigned = ['RSA-SHA1', 'RSA-SHA256'].some((kind) =>
    createVerify(kind).update(attributes).verify(signer.publicKey, Buffer.from(signed, 'binary')),
  )
  return isSigned && signer.verify(authority.publicKey)
}
