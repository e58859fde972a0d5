/** Tells people of their own consents and of their location, as information: never as advertising. */
import { parseId, type Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf } from '../../places/service.ts'
import type { Locale } from '../../people/model.ts'
import type { NoticeText } from '../model/people-notices.ts'
import { sendMessages } from '../service.ts'

type Reader = { readonly locale: Locale; readonly timeZone: string }

export type PeopleNotice = {
  readonly personId: string
  /** On whose behalf; null: the market. */
  readonly merchantId: string | null
  /** Shops that the words name besides. */
  readonly namedIds?: readonly string[]
  readonly link: string
  /** Whether it wakes nobody. */
  readonly isQuiet?: boolean
  write(sender: string, nameOf: (merchantId: string) => string, reader: Reader): NoticeText
}

/** Stands for the market, which is no merchant. */
const MARKET = '00000000-0000-0000-0000-000000000000'
const MARKET_TIME_ZONE = 'Asia/Seoul'
/** Words of a message, at most. */
const BODY_LETTERS_MAX = 1_000

/** Sends one notice; who has been erased meanwhile is told nothing. */
export async function sendPeopleNotice(
  work: Work,
  marketName: string,
  notice: PeopleNotice,
): Promise<void> {
  const personId = notice.personId as Id<'person'>
  const person = (await peopleOf(work, [personId])).get(personId)
  if (!person || (person.email === null && person.phone === null && person.name === '-')) return
  const ids = [notice.merchantId, ...(notice.namedIds ?? [])].flatMap(
    (id) => parseId<'merchant'>(id ?? '') ?? [],
  )
  const merchants = await merchantsOf(work, [...new Set(ids)])
  const nameOf = (id: string) => merchants.get(id as Id<'merchant'>)?.name ?? marketName
  const sender = notice.merchantId === null ? marketName : nameOf(notice.merchantId)
  const timeZone = (await timeZonesOf(work, [personId])).get(personId) ?? MARKET_TIME_ZONE
  const { title, body } = notice.write(sender, nameOf, { locale: person.locale, timeZone })
  await sendMessages(work, [
    {
      personId,
      merchantId: (notice.merchantId ?? MARKET) as Id<'merchant'>,
      merchantName: sender,
      purpose: 'information',
      title,
      body: Array.from(body).slice(0, BODY_LETTERS_MAX).join(''),
      link: notice.link,
      couponId: null,
      campaignId: null,
      decisionId: null,
      isQuiet: notice.isQuiet ?? false,
    },
  ])
}
