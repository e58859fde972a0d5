/** Pictures from honest phones and from others: what is drawn, what is left behind, what is refused. */
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { redrawn } from './redraw.ts'

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#e4572e' } })
const script = '<script>alert(document.cookie)</script>'

/** A JPEG as a phone writes it: lying on its side, with where it was taken. */
const fromPhone = () =>
  canvas(2_400, 1_200)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Golmokphone', Copyright: 'somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 34/1 0/1' },
    })
    .jpeg()
    .toBuffer()

/** A PNG that claims to be so large, with hardly a byte of pixels in it. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const pixels = deflateSync(Buffer.alloc(1_000_000))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  let crc = 0xffffffff
  for (const byte of named) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
  return Buffer.concat([length, named, sum])
}

describe('what a phone sends', () => {
  test('is turned upright, made smaller, and forgets where and with what it was taken', async () => {
    const sent = await fromPhone()
    expect(sent.includes('Golmokphone')).toBe(true)
    const { large, small, width, height } = await redrawn(sent)
    expect([width, height]).toEqual([800, 1_600])
    const seen = await sharp(large).metadata()
    expect(seen).toMatchObject({ format: 'webp', width: 800, height: 1_600 })
    expect([seen.exif, seen.xmp, seen.iptc, seen.orientation]).toEqual(Array(4).fill(undefined))
    expect(large.includes('Golmokphone') || large.includes('Exif')).toBe(false)
    expect(await sharp(small).metadata()).toMatchObject({ width: 240, height: 480 })
  })

  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('may be a %s', async (kind) => {
    const sent = await canvas(40, 30).toFormat(kind).toBuffer()
    expect(await redrawn(sent)).toMatchObject({ width: 40, height: 30 })
  })
})

describe('what others send', () => {
  test('behind or within the pixels stays behind', async () => {
    const whole = await canvas(60, 60).jpeg().toBuffer()
    const commented = Buffer.concat([
      whole.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, script.length + 2]),
      Buffer.from(script),
      whole.subarray(2),
    ])
    const zipped = Buffer.concat([whole, Buffer.from('PK\x03\x04'), Buffer.from(script)])
    for (const polyglot of [commented, zipped]) {
      const { large, small } = await redrawn(polyglot)
      expect(large.includes('script') || small.includes('script')).toBe(false)
      expect(large.includes('PK\x03\x04')).toBe(false)
    }
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from(`<!doctype html>${script}`)],
    ['an SVG', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)],
    ['an SVG behind a declaration', Buffer.from(`<?xml version="1.0"?><svg>${script}</svg>`)],
    ['a script that begins like a GIF', Buffer.from(`GIF89a/*${' '.repeat(20)}*/=1;alert(1)`)],
    ['a document', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj')],
    ['the first bytes of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])],
  ])('is refused where it is %s', async (_what, bytes) => {
    await expect(redrawn(bytes)).rejects.toMatchObject({ code: 'picture.not-a-picture' })
  })

  test('is refused where it is a kind that no phone makes', async () => {
    const tiff = await canvas(20, 20).tiff().toBuffer()
    await expect(redrawn(tiff)).rejects.toMatchObject({ code: 'picture.not-a-picture' })
  })

  test('is refused where it is broken in the middle', async () => {
    const whole = await fromPhone()
    await expect(redrawn(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'picture.not-a-picture',
    })
  })

  test('does not unfold beyond forty million pixels', async () => {
    await expect(redrawn(bomb(50_000, 50_000))).rejects.toMatchObject({
      code: 'picture.too-many-pixels',
    })
    await expect(redrawn(bomb(40_001, 1_000))).rejects.toMatchObject({
      code: 'picture.too-many-pixels',
    })
  })

  test('waits its turn: only so many are drawn at once', async () => {
    const sent = await fromPhone()
    const results = await Promise.allSettled(Array.from({ length: 9 }, () => redrawn(sent)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    await expect(redrawn(sent)).resolves.toMatchObject({ width: 800 })
  })
})
