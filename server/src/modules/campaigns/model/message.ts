/** What a campaign's message says to one person. */
import { placeholderPattern, type MessageText, type Placeholder } from './campaign.ts'

export type Filling = Readonly<Record<Placeholder, string>>

/** The text with its placeholders filled in. Unknown ones stay as they are: `start` refuses them. */
export function filledMessage({ title, body }: MessageText, filling: Filling): MessageText {
  const fill = (text: string) =>
    text.replace(placeholderPattern, (braces, name: string) =>
      Object.hasOwn(filling, name) ? filling[name as Placeholder] : braces,
    )
  return { title: fill(title), body: fill(body) }
}

/**
 * How far away a shop is, in words.
 *
 * The person's position is not kept, so the reach of the zone they entered speaks for it; null, when
 * even that is unknown, says "near".
 */
export function distanceWords(meters: number | null, locale: 'ko' | 'en'): string {
  if (meters === null) return locale === 'ko' ? '가까운 곳' : 'close by'
  const rounded =
    meters < 1_000 ? `${Math.max(10, Math.round(meters / 10) * 10)}m` : kilometers(meters)
  return locale === 'ko' ? `약 ${rounded}` : `about ${rounded}`
}

const kilometers = (meters: number) => `${(Math.round(meters / 100) / 10).toString()}km`
