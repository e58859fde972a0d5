/** The words in which an audience of this shop is told. */
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { channelFriends as friendsEn } from '../../../text/en/merchant-channel.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { channelFriends as friendsKo } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import { useShop } from '../shop.tsx'
import type { AudienceWording } from './audience-words.ts'

export function useAudienceWording(): AudienceWording {
  const t = useText({ ko, en })
  const { source: sources } = useText({ ko: friendsKo, en: friendsEn })
  const { places } = useShop()
  const placeName = (id: string) => places.find((place) => place.id === id)?.name ?? t.placeGone
  return { t, sources, placeName }
}
