/** Certificates and keys for tests, of the same make as the real ones, and worth nothing outside. */
import { generateKeyPairSync } from 'node:crypto'
import forge from 'node-forge'
import type { AppleNames } from '../model/apple.ts'

/** What is kept: PEM texts. */
export type TestKeys = {
  /** Stands in for Apple's "Worldwide Developer Relations" authority. */
  readonly wwdr: string
  readonly signerCert: string
  readonly signerKey: string
  readonly googleKey: string
}

export const testNames: AppleNames = {
  passTypeIdentifier: 'pass.local.golmok.test',
  teamIdentifier: 'GOLMOKTEST',
}
const YEARS = 10

/** Makes an authority, a certificate by it, and a key; takes half a second. */
export function newTestKeys(at: Date): TestKeys {
  const authority = keyPair()
  const signer = keyPair()
  const authorityName = [
    { name: 'commonName', value: 'Golmok Test Relations Certification Authority' },
    { name: 'organizationName', value: 'Golmok Test' },
  ]
  const signerName = [
    // Where Apple puts the pass type: the user id of the subject.
    { type: '0.9.2342.19200300.100.1.1', value: testNames.passTypeIdentifier },
    { name: 'commonName', value: `Pass Type ID: ${testNames.passTypeIdentifier}` },
    { name: 'organizationalUnitName', value: testNames.teamIdentifier },
    { name: 'organizationName', value: 'Golmok Test' },
  ]
  const issuer = { name: authorityName, key: authority.privateKey }
  const isAuthority = [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]
  const isSigner = [
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, critical: true },
  ]
  return {
    wwdr: certificate({
      at,
      serial: '01',
      name: authorityName,
      issuer,
      extensions: isAuthority,
      key: authority,
    }),
    signerCert: certificate({
      at,
      serial: '02',
      name: signerName,
      issuer,
      extensions: isSigner,
      key: signer,
    }),
    signerKey: forge.pki.privateKeyToPem(signer.privateKey),
    googleKey: newKey().privateKey,
  }
}

// Node makes keys a hundred times as fast as the library that writes certificates.
const newKey = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

function keyPair() {
  const { publicKey, privateKey } = newKey()
  return {
    publicKey: forge.pki.publicKeyFromPem(publicKey),
    privateKey: forge.pki.privateKeyFromPem(privateKey),
  }
}

type CertificateRequest = {
  readonly at: Date
  readonly serial: string
  readonly name: forge.pki.CertificateField[]
  readonly issuer: {
    readonly name: forge.pki.CertificateField[]
    readonly key: forge.pki.rsa.PrivateKey
  }
  readonly extensions: object[]
  readonly key: ReturnType<typeof keyPair>
}

function certificate({ at, serial, name, issuer, extensions, key }: CertificateRequest): string {
  const made = forge.pki.createCertificate()
  made.publicKey = key.publicKey
  made.serialNumber = serial
  made.validity.notBefore = new Date(at.getTime())
  made.validity.notAfter = new Date(at.getTime())
  made.validity.notAfter.setUTCFullYear(at.getUTCFullYear() + YEARS)
  made.setSubject(name)
  made.setIssuer(issuer.name)
  made.setExtensions(extensions)
  made.sign(issuer.key, forge.md.sha256.create())
  return forge.pki.certificateToPem(made)
}
