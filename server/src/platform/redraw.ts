/**
 * Draws pictures anew: whatever came in, what goes out holds pixels and nothing else.
 *
 * A picture is known by its content, never by its name or type. What a camera wrote beside the pixels
 * (where, when, by whom), and whatever was hidden in the file, stays behind, since only pixels are copied.
 */
import sharp from 'sharp'
import { Refused, type Refusals } from '../kernel/refused.ts'

export const PICTURE_BYTES_MAX = 10_485_760
/** Forty million: a good camera, and 160 MB once unpacked. */
export const PICTURE_PIXELS_MAX = 40_000_000
export const LARGE_PIXELS = 1_600
export const SMALL_PIXELS = 480
const LARGE_QUALITY = 80
const SMALL_QUALITY = 74
const DRAW_SECONDS_MAX = 20
/** Each takes a thread and up to 160 MB; more at once are refused, and come again. */
const DRAWN_AT_ONCE_MAX = 4

export const pictureRefusals = {
  'picture.not-a-picture': {
    kind: 'unprocessable',
    says: 'This is no picture of a kind that is taken, or it is broken.',
    todo: 'Send a JPEG, PNG, WebP, AVIF or GIF.',
  },
  'picture.too-many-pixels': {
    kind: 'unprocessable',
    says: 'This picture has more than forty million pixels.',
    todo: 'Make it smaller first.',
  },
  'picture.busy': {
    kind: 'too-many',
    says: 'Several pictures are being drawn at the moment.',
    todo: 'Send it again in a second.',
  },
  'picture.shelf-full': {
    kind: 'exhausted',
    says: 'There is no room for more pictures.',
    todo: 'Take pictures out of what shows them; they are gone a day later.',
  },
  'picture.unknown': { kind: 'not-found', says: 'There is no such picture.' },
} as const satisfies Refusals

/** A picture in both sizes, as WebP. Width and height are those of the large one, in pixels. */
export type Redrawn = {
  readonly large: Buffer
  readonly small: Buffer
  readonly width: number
  readonly height: number
}

// Only what phones and cameras make may be opened at all: no SVG, no PDF, no TIFF.
const kinds = ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif']
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: kinds.map((kind) => `VipsForeignLoad${kind}Buffer`) })
sharp.cache(false)

let drawing = 0

/**
 * A picture as it is kept: turned upright, at most `LARGE_PIXELS` and `SMALL_PIXELS` a side, the first
 * one where it moves.
 *
 * @throws {Refused} `picture.not-a-picture`, `picture.too-many-pixels`, `picture.busy`
 */
export async function redrawn(bytes: Buffer): Promise<Redrawn> {
  if (drawing >= DRAWN_AT_ONCE_MAX) throw new Refused(pictureRefusals, 'picture.busy')
  drawing += 1
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: PICTURE_PIXELS_MAX,
      failOn: 'error',
    })
      .timeout({ seconds: DRAW_SECONDS_MAX })
      .autoOrient()
      .resize({ ...square(LARGE_PIXELS), fit: 'inside', withoutEnlargement: true })
      .webp({ quality: LARGE_QUALITY })
      .toBuffer({ resolveWithObject: true })
    const small = await sharp(data)
      .resize({ ...square(SMALL_PIXELS), fit: 'inside', withoutEnlargement: true })
      .webp({ quality: SMALL_QUALITY })
      .toBuffer()
    return { large: data, small, width: info.width, height: info.height }
  } catch (error) {
    throw new Refused(pictureRefusals, objectionIn(error), {})
  } finally {
    drawing -= 1
  }
}

const square = (side: number) => ({ width: side, height: side })

/** The library tells reasons by sentence only; what it cannot draw is no picture to us. */
function objectionIn(error: unknown): keyof typeof pictureRefusals {
  const isTooLarge = error instanceof Error && /pixel limit|timeout/i.test(error.message)
  return isTooLarge ? 'picture.too-many-pixels' : 'picture.not-a-picture'
}
