/** Writes the messages of a batch: each with the name, place, offer and distance of its person. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Message } from '../../outreach/model.ts'
import type { WayChoice } from '../../outreach/model/way-choice.ts'
import { peopleOf } from '../../people/service.ts'
import type { Zone } from '../../places/model.ts'
import { merchantsOf, placesOf } from '../../places/service.ts'
import { zonesOf } from '../../places/service/zones.ts'
import type { Campaign } from '../model/campaign.ts'
import type { Nearness } from '../model/decision.ts'
import { distanceWords, filledMessage } from '../model/message.ts'
import { purchaseCountsFrom } from '../model/reminder.ts'

type Granted = {
  readonly campaign: Campaign
  readonly nearness: Nearness
  readonly decisionId: Id<'decision'>
  readonly couponId: Id<'coupon'>
  readonly offerTitle: string
}

/** The messages of people who were given a coupon, in their order. */
export async function messagesFor(
  work: Work,
  granted: readonly Granted[],
): Promise<readonly (Message & WayChoice)[]> {
  const unique = <Value>(values: readonly (Value | null)[]) =>
    [...new Set(values)].filter((value) => value !== null)
  const people = await peopleOf(work, unique(granted.map(({ nearness }) => nearness.personId)))
  const merchantIds = unique(granted.map(({ campaign }) => campaign.merchantId))
  const merchants = await merchantsOf(work, merchantIds)
  const places = await placesOf(work, unique(granted.map(({ nearness }) => nearness.placeId)))
  const far = granted.filter(({ campaign }) => saysDistance(campaign))
  const zones = await zonesAsked(work, unique(far.map(({ nearness }) => nearness.zoneId)))

  return granted.map(
    ({ campaign, nearness, decisionId, couponId, offerTitle }): Message & WayChoice => {
      const { personId, placeId, zoneId, visitStartedAt } = nearness
      const { id: campaignId, merchantId, ways } = campaign
      const person = people.get(personId)
      const merchant = merchants.get(merchantId)
      const merchantName = merchant?.name ?? ''
      const merchantContact = merchant?.contact ?? null
      const place = placeId === null ? undefined : places.get(placeId)
      const zone = zoneId === null ? undefined : zones.get(zoneId)
      const text = filledMessage(campaign.message, {
        name: person?.name ?? '',
        place: place?.name ?? merchantName,
        offer: offerTitle,
        distance: distanceWords(zone ? reachOf(zone) : null, person?.locale ?? 'ko'),
      })
      const link = `/wallet/${couponId}`
      const about = { couponId, campaignId, decisionId, link }
      const sender = { merchantId, merchantName, merchantContact }
      // One that waits for the morning is of no use to who buys meanwhile.
      const unlessBoughtSince = visitStartedAt ? purchaseCountsFrom(visitStartedAt) : work.now
      return {
        personId,
        ...sender,
        purpose: 'marketing',
        ...text,
        ...about,
        unlessBoughtSince,
        ways,
      }
    },
  )
}

const saysDistance = ({ message }: Campaign) =>
  `${message.title}${message.body}`.includes('{distance}')

async function zonesAsked(
  work: Work,
  ids: readonly Id<'zone'>[],
): Promise<ReadonlyMap<Id<'zone'>, Zone>> {
  return ids.length > 0 ? zonesOf(work, ids) : new Map()
}

/** How far from its middle a zone reaches; null where that says nothing. */
function reachOf({ shape }: Zone): number | null {
  return shape.kind === 'circle' ? shape.radiusMeters : null
}
