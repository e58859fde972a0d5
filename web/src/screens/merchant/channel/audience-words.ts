/** An audience in words: what each part of it asks for, as it is shown while and after choosing. Pure. */
import type { broadcasts } from '../../../text/ko/broadcasts.ts'
import type { channelFriends } from '../../../text/ko/merchant-channel.ts'
import type { Broadcast } from '../shapes.ts'

/** As the server has it; all friends are no conditions. */
export type Audience = Partial<Broadcast['audience']>
export const audienceParts = ['often', 'since', 'visits', 'tags', 'likes', 'languages'] as const
export type AudiencePart = (typeof audienceParts)[number]

export type AudienceWording = {
  readonly t: Pick<typeof broadcasts, 'segment' | 'language' | 'asked'>
  readonly sources: typeof channelFriends.source
  readonly placeName: (placeId: string) => string
}

/** What a part asks for, one entry a condition; nothing where it does not narrow. */
export function wordsOf(
  audience: Audience,
  { t, sources, placeName }: AudienceWording,
): Readonly<Record<AudiencePart, readonly string[]>> {
  const { asked } = t
  const days = (count: number | null | undefined, says: (days: number) => string) =>
    count ? [says(count)] : []
  return {
    often: (audience.segments ?? []).map((segment) => t.segment[segment]),
    since: [
      ...days(audience.friendDaysMax, asked.friendWithin),
      ...days(audience.friendDaysMin, asked.friendBefore),
      ...(audience.sources ?? []).map((source) => sources[source]),
    ],
    visits: [
      ...days(audience.visitedDays, asked.visitedWithin),
      ...days(audience.notVisitedDays, asked.notVisited),
      ...(audience.visitsMin ? [asked.visitsMin(audience.visitsMin)] : []),
      ...(audience.visitPlaceIds ?? []).map(placeName),
    ],
    tags: audience.tags ?? [],
    likes: [
      ...days(audience.redeemedDays, asked.redeemedWithin),
      ...(audience.favouritesOnly ? [asked.favourites] : []),
    ],
    languages: (audience.languages ?? []).map((language) => t.language[language]),
  }
}

/** All of it in one line; null for everybody. */
export function audienceLine(audience: Audience, wording: AudienceWording): string | null {
  const words = wordsOf(audience, wording)
  const all = audienceParts.flatMap((part) => words[part])
  return all.length > 0 ? all.join(' · ') : null
}
