/**
 * Makes the draws of games and events again, from what is published alone: the browser's own hashes, and
 * nothing the server says about the result.
 */
const bytes = (text: string) => new TextEncoder().encode(text)
const hex = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** SHA-256 of a text, in hex. */
export async function sha256(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytes(text)))
}

/** HMAC-SHA256 of texts with one key, in hex. */
export async function hmacsOf(key: string, texts: readonly string[]): Promise<readonly string[]> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const signer = await crypto.subtle.importKey('raw', bytes(key), algorithm, false, ['sign'])
  const hashes = texts.map((text) => crypto.subtle.sign('HMAC', signer, bytes(text)))
  return (await Promise.all(hashes)).map(hex)
}

const WHOLE = 10_000
const DIGITS = 12

/** What a hash draws, from 0 to 9,999. */
export function numberOf(hash: string): number {
  return Math.floor((Number.parseInt(hash.slice(0, DIGITS), 16) / 16 ** DIGITS) * WHOLE)
}

type Share = { readonly number: number; readonly share: number }

/** The prize that a number falls on; 0 is the consolation. */
export function prizeAt(prizes: readonly Share[], drawn: number): number {
  let until = 0
  for (const { number, share } of prizes.toSorted((one, other) => one.number - other.number)) {
    if (number === 0) continue
    until += share
    if (drawn < until) return number
  }
  return 0
}

type Draw = { readonly player: string; readonly drawn: number; readonly prize: number }

/** How many draws of a day do not come out again. */
export async function wrongDraws(
  game: { readonly id: string; readonly prizes: readonly Share[] },
  day: string,
  seed: string,
  draws: readonly Draw[],
): Promise<number> {
  const hashes = await hmacsOf(
    seed,
    draws.map(({ player }) => `${game.id}:${day}:${player}`),
  )
  return draws.filter(({ drawn, prize }, at) => {
    const number = numberOf(hashes[at] ?? '')
    return number !== drawn || prizeAt(game.prizes, number) !== prize
  }).length
}

type EventDraw = {
  readonly seed: string
  /** How many were given out: entries that were taken back have left theirs behind. */
  readonly numbers: number
  readonly winners: readonly number[]
  readonly skipped: readonly number[]
}

/** Whether the winners of an event follow from its seed and its entries, and the seed was committed to. */
export async function isFairDraw(
  event: { readonly id: string; readonly commitment: string | null },
  draw: EventDraw,
): Promise<boolean> {
  if ((await sha256(draw.seed)) !== event.commitment) return false
  const numbers = Array.from({ length: draw.numbers }, (_each, at) => at + 1)
  const hashes = await hmacsOf(
    draw.seed,
    numbers.map((number) => `${event.id}:${number}`),
  )
  const order = numbers.toSorted((one, other) =>
    (hashes[one - 1] ?? '') < (hashes[other - 1] ?? '') ? -1 : 1,
  )
  const skipped = new Set(draw.skipped)
  const won = order.filter((number) => !skipped.has(number)).slice(0, draw.winners.length)
  const winners = new Set(draw.winners)
  return won.length === winners.size && won.every((number) => winners.has(number))
}
