/** Passes: what the cards say, and that the wallets can trust their files and links. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { testNames } from './adapters/test-certificates.ts'
import { applePass } from './model/apple.ts'
import { googleClaims, LINK_LENGTH_MAX, SAVE_URL } from './model/google.ts'
import { googleLink } from './service.ts'
import { aContent, filesIn, isSignatureOf, sha1, testSigners } from './testing.ts'

const now = new Date('2026-04-16T06:00:00Z')
const { keys, apple, google } = await testSigners(now)
const service = { url: 'https://golmok.example/apple-wallet', token: 'a'.repeat(64) }
const passJson = (change: Parameters<typeof aContent>[0] = {}) =>
  applePass(aContent(change), testNames, service)

describe('the file for Apple', () => {
  test('PA3 has icon, pass.json, manifest and signature, and each hash is right', async () => {
    const files = filesIn(await apple.passFile(passJson()))
    const {
      'pass.json': json,
      signature,
      'manifest.json': manifest,
      ...pictures
    } = Object.fromEntries(files)
    expect(json && signature && manifest).toBeTruthy()
    expect(Object.keys(pictures).sort()).toEqual(['icon.png', 'icon@2x.png', 'icon@3x.png'])
    const hashes = JSON.parse(String(manifest)) as Record<string, string>
    const expected = [...files].filter(([name]) => !/^(manifest\.json|signature)$/.test(name))
    expect(hashes).toEqual(Object.fromEntries(expected.map(([name, it]) => [name, sha1(it)])))
  })

  test('PA3 is signed by the pass certificate, which its authority issued', async () => {
    const files = filesIn(await apple.passFile(passJson()))
    const manifest = files.get('manifest.json') ?? Buffer.of()
    const signature = files.get('signature') ?? Buffer.of()
    expect(isSignatureOf(manifest, signature, keys.wwdr)).toBe(true)
    const other = Buffer.from(String(manifest).replace(/[0-9a-f]{40}/, '0'.repeat(40)))
    expect(isSignatureOf(other, signature, keys.wwdr)).toBe(false)
    const stranger = await testSigners(now)
    expect(isSignatureOf(manifest, signature, stranger.keys.wwdr)).toBe(false)
  })

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0
  test.skipIf(!hasOpenssl)('PA3 openssl says the same of the signature', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'golmok-pass-'))
    try {
      const files = filesIn(await apple.passFile(passJson()))
      const at = (name: string) => path.join(folder, name)
      for (const name of ['manifest.json', 'signature']) {
        writeFileSync(at(name), files.get(name) ?? '')
      }
      writeFileSync(at('wwdr.pem'), keys.wwdr)
      const verify = (content: string) =>
        execFileSync(
          'openssl',
          ['smime', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any']
            .concat(['-in', at('signature'), '-content', at(content)])
            .concat(['-CAfile', at('wwdr.pem'), '-attime', String(now.getTime() / 1_000 + 60)]),
          { stdio: ['ignore', 'pipe', 'pipe'] },
        ).toString()
      expect(verify('manifest.json')).toBe(String(files.get('manifest.json')))
      writeFileSync(at('other.json'), '{}')
      expect(() => verify('other.json')).toThrow(/./)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('PA3 has every field that Apple requires, and its names are those Apple uses', () => {
    const json = passJson()
    expect(json).toMatchObject({
      formatVersion: 1,
      passTypeIdentifier: testNames.passTypeIdentifier,
      teamIdentifier: testNames.teamIdentifier,
      serialNumber: aContent().id,
      organizationName: '모퉁이 커피',
      description: '모퉁이 커피 봄맞이 아메리카노 1,000원 할인',
      webServiceURL: service.url,
      authenticationToken: service.token,
      sharingProhibited: true,
    })
    const keysOfFields = [json.coupon.primaryFields, json.coupon.secondaryFields].flat()
    const all = [...keysOfFields, ...json.coupon.backFields].map(({ key }) => key)
    expect(new Set(all).size).toBe(all.length)
  })

  // Kept beside the checkout where there are any; the fields above hold without them.
  const folder = new URL('../../../../../shared/vectors/pkpass-json/', import.meta.url)
  const samples = ['exampleBooking', 'examplePass', 'glowTime'].map(
    (name) => new URL(`${name}.pass.json`, folder),
  )
  test.skipIf(!existsSync(folder))('PA3 uses no field that samples of others do not know', () => {
    const known = new Set(
      samples.flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)),
    )
    // What the samples happen not to have, of Apple's own list.
    for (const name of ['coupon', 'expirationDate', 'logoText']) known.add(name)
    expect(Object.keys(passJson()).filter((name) => !known.has(name))).toEqual([])
  })
})

describe('a card', () => {
  test('PA1 holds an address in its square, and nothing that a till takes', () => {
    const { barcodes } = passJson()
    const [square] = barcodes
    expect(square?.message).toBe(aContent().link)
    expect(square?.altText).toBe('앱에서 코드를 열어 주세요')
    expect(JSON.stringify(passJson())).not.toMatch(/GOLMOK:/)
    const claims = googleClaims(aContent(), google.names, 'https://golmok.example', now)
    expect(claims.payload.offerObjects[0]?.barcode.value).toBe(aContent().link)
  })

  test('PA4 comes up near its places, ten at most', () => {
    const [place] = passJson().locations ?? []
    expect(place).toEqual({
      longitude: 126.9236,
      latitude: 37.5626,
      relevantText: '모퉁이 커피 연남점 근처예요. 쿠폰을 쓸 수 있어요.',
    })
    expect(passJson({ places: [] })).not.toHaveProperty('locations')
  })

  test.each([
    ['#FFE08A', 'rgb(31, 27, 22)'],
    ['#8A3B12', 'rgb(255, 255, 255)'],
    ['#1F1B16', 'rgb(255, 255, 255)'],
  ])('PA4 in %s has letters that can be read', (color, letters) => {
    expect(passJson({ color })).toMatchObject({ foregroundColor: letters, labelColor: letters })
  })

  test('PA5 of a used coupon is void, in both wallets', () => {
    expect(passJson({ isVoid: true }).voided).toBe(true)
    const stateOf = (change: Parameters<typeof aContent>[0], at = now) =>
      googleClaims(aContent(change), google.names, 'x', at).payload.offerObjects[0]?.state
    expect(stateOf({})).toBe('ACTIVE')
    expect(stateOf({ isVoid: true })).toBe('INACTIVE')
    expect(stateOf({}, aContent().expiresAt)).toBe('EXPIRED')
  })
})

describe('the link for Google', () => {
  const origin = () => 'https://golmok.example'
  const signers = { apple: () => Promise.resolve(apple), google: () => Promise.resolve(google) }
  const linkOf = (change: Parameters<typeof aContent>[0] = {}) =>
    googleLink({ origin, signers }, aContent(change), now)

  test('PA7 carries class and object, signed by the service account', async () => {
    const token = (await linkOf()).slice(SAVE_URL.length)
    const { payload, protectedHeader } = await jwtVerify(token, createPublicKey(keys.googleKey), {
      audience: 'google',
      issuer: google.names.account,
      currentDate: now,
    })
    expect(protectedHeader.alg).toBe('RS256')
    expect(payload).toMatchObject({ typ: 'savetowallet', origins: ['https://golmok.example'] })
    const { offerClasses, offerObjects } = payload['payload'] as Record<string, { id: string }[]>
    const issuer = google.names.issuerId
    expect(offerClasses?.[0]).toMatchObject({
      id: `${issuer}.offer_${aContent().offerId}`,
      title: '봄맞이 아메리카노 1,000원 할인',
      reviewStatus: 'UNDER_REVIEW',
    })
    expect(offerObjects?.[0]).toMatchObject({
      id: `${issuer}.${aContent().id}`,
      classId: offerClasses?.[0]?.id,
      state: 'ACTIVE',
      validTimeInterval: { end: { date: '2026-04-30T15:00:00.000Z' } },
    })
  })

  test('PA7 stays within 1,800 letters, also with the longest names', async () => {
    const places = [{ name: '가'.repeat(60), lng: 126.92361234, lat: 37.56261234 }]
    const long = { offerTitle: '가'.repeat(60), merchantName: '나'.repeat(60), places }
    expect((await linkOf(long)).length).toBeLessThanOrEqual(LINK_LENGTH_MAX)
  })
})
