/** Pictures that go with pages and packs: drawn here, from words, colour and a picture of the shop. */
import { createRequire } from 'node:module'
import path from 'node:path'
import { GlobalFonts, createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas'

export type Card = {
  readonly width: number
  readonly height: number
  /** In large letters, on three lines at most. */
  readonly title: string
  /** Below it, on one line. */
  readonly detail: string
  /** At the foot. */
  readonly foot: string
  /** `#rrggbb`. */
  readonly color: string
  /** Bytes of a picture; null for none. */
  readonly picture: Buffer | null
}

const PAPER = '#fbf8f3'
const INK = '#1f1b16'
const SOFT = '#655d52'
const LETTERS_MAX = 120

let hasFonts = false
/** Pretendard, for Korean and Latin; what it lacks is drawn as the system can, or as empty boxes. */
function readyFonts(): void {
  if (hasFonts) return
  const folder = path.dirname(createRequire(import.meta.url).resolve('pretendard/package.json'))
  for (const weight of ['Regular', 'Bold']) {
    GlobalFonts.registerFromPath(
      path.join(folder, `dist/public/static/Pretendard-${weight}.otf`),
      'Pretendard',
    )
  }
  hasFonts = true
}

/** Draws a card as PNG. What it says is cut where there is no room; it never fails for its words. */
export async function drawCard(card: Card): Promise<Buffer> {
  readyFonts()
  const { width, height } = card
  const canvas = createCanvas(width, height)
  const pen = canvas.getContext('2d')
  pen.fillStyle = PAPER
  pen.fillRect(0, 0, width, height)
  const isTall = height > width
  // With a picture, words have the lower part of a tall card, and the left part of a wide one.
  const picture = card.picture ? await loadImage(card.picture).catch(() => null) : null
  const box = isTall
    ? { x: 0, y: 0, width, height: Math.round(height * 0.5) }
    : { x: Math.round(width * 0.56), y: 0, width: Math.round(width * 0.44), height }
  if (picture) drawCover(pen, picture, box)
  const unit = Math.min(width, height) / 630
  pen.fillStyle = card.color
  if (isTall) pen.fillRect(0, picture ? box.height : 0, width, 20 * unit)
  else pen.fillRect(0, 0, 20 * unit, height)

  const left = 64 * unit
  const room = (picture && !isTall ? box.x : width) - left - 56 * unit
  const top = isTall && picture ? box.height + 80 * unit : isTall ? 200 * unit : 90 * unit
  const size = (picture && isTall ? 54 : 66) * unit
  pen.textBaseline = 'top'
  pen.fillStyle = INK
  pen.font = `bold ${size}px Pretendard`
  let y = top
  for (const line of wrapped(pen, legible(card.title), room, 3)) {
    pen.fillText(line, left, y)
    y += size * 1.28
  }
  pen.fillStyle = SOFT
  pen.font = `${30 * unit}px Pretendard`
  for (const line of wrapped(pen, legible(card.detail), room, 2)) {
    // The foot is never written over.
    if (y + 60 * unit > height - 84 * unit) break
    pen.fillText(line, left, y + 14 * unit)
    y += 42 * unit
  }
  pen.fillStyle = card.color
  pen.font = `bold ${28 * unit}px Pretendard`
  const [foot] = wrapped(pen, legible(card.foot), room, 1)
  pen.fillText(foot ?? '', left, height - 72 * unit)
  return canvas.encode('png')
}

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Fills a box with a picture, and cuts what does not fit. */
function drawCover(
  pen: SKRSContext2D,
  picture: Awaited<ReturnType<typeof loadImage>>,
  box: Box,
): void {
  const scale = Math.max(box.width / picture.width, box.height / picture.height)
  const [width, height] = [box.width / scale, box.height / scale]
  const x = (picture.width - width) / 2
  const y = (picture.height - height) / 2
  pen.drawImage(picture, x, y, width, height, box.x, box.y, box.width, box.height)
}

/** One line of letters that can be drawn. */
function legible(text: string): string {
  const seen = text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
  return Array.from(seen.trim()).slice(0, LETTERS_MAX).join('')
}

/** Breaks a text at spaces, or inside a word that is too long; the last line ends with an ellipsis. */
function wrapped(pen: SKRSContext2D, text: string, room: number, linesMax: number): string[] {
  const fits = (line: string) => pen.measureText(line).width <= room
  const rows: string[] = []
  let rest = text
  while (rest !== '' && rows.length < linesMax) {
    const letters = Array.from(rest)
    let count = letters.length
    while (count > 1 && !fits(letters.slice(0, count).join(''))) count -= 1
    const isLast = rows.length === linesMax - 1
    if (count === letters.length) {
      rows.push(rest)
      break
    }
    if (isLast) {
      let line = letters.slice(0, count).join('')
      while (line !== '' && !fits(`${line}…`)) line = Array.from(line).slice(0, -1).join('')
      rows.push(`${line.trimEnd()}…`)
      break
    }
    const head = letters.slice(0, count).join('')
    const space = letters[count] === ' ' ? head.length : head.lastIndexOf(' ')
    const cutAt = space > 0 ? space : head.length
    rows.push(rest.slice(0, cutAt).trimEnd())
    rest = rest.slice(cutAt).trimStart()
  }
  return rows
}
