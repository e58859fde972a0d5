/** What campaigns do by themselves: decide for whoever comes near, keep budgets, end when it is time. */
import type { z } from 'zod'
import type { EventKind } from '../../kernel/event.ts'
import type { Id } from '../../kernel/id.ts'
import { defineTimer } from '../../platform/jobs.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import type { LoggedFact } from '../../platform/news.ts'
import type { Work } from '../../platform/work.ts'
import { purchaseNoted } from '../loyalty/events.ts'
import { billPaid, couponCancelled, couponRedeemed, redemptionReversed } from '../offers/events.ts'
import { consentChanged } from '../people/events.ts'
import { visitEnded, visitStarted, zoneDwelled, zoneEntered } from '../presence/events.ts'
import { campaignChanged } from './events.ts'
import type { Nearness } from './model/decision.ts'
import { tidyCampaigns } from './service.ts'
import { decideFor, type DecidingNeeds } from './service/deciding.ts'
import {
  forgetWithdrawn,
  noteBought,
  noteCancelled,
  noteNear,
  noteRedeemed,
  noteReversed,
} from './service/noting.ts'
import { decideDueReminders, noteLeavings, type Leaving } from './service/reminders.ts'

/** How often it is looked for reminders whose moment has come. */
const REMIND_EVERY_SECONDS = 30
/** How often campaigns whose window has passed are looked for. */
const TIDY_EVERY_SECONDS = 60

export function campaignReactions(needs: DecidingNeeds): Reactions {
  return {
    reader: 'campaigns',
    handlers: [
      // One handler for all kinds: facts of different kinds then do not cut a batch into pieces.
      onBatch(
        [
          zoneEntered,
          zoneDwelled,
          visitStarted,
          visitEnded,
          campaignChanged,
          couponRedeemed,
          redemptionReversed,
          couponCancelled,
          billPaid,
          purchaseNoted,
          consentChanged,
        ],
        (work, facts) => react(work, needs, facts),
      ),
    ],
    timers: [
      defineTimer({
        name: 'campaigns.tidy',
        everySeconds: TIDY_EVERY_SECONDS,
        run: ({ inWork }) => inWork({ kind: 'system', name: 'campaigns' }, tidyCampaigns),
      }),
      defineTimer({
        name: 'campaigns.remind',
        everySeconds: REMIND_EVERY_SECONDS,
        run: ({ inWork, signal }) => decideDueReminders(inWork, needs, signal),
      }),
    ],
  }
}

async function react(
  work: Work,
  needs: DecidingNeeds,
  facts: readonly LoggedFact[],
): Promise<void> {
  for (const { campaignId } of of(facts, campaignChanged)) {
    needs.campaigns.mark(campaignId as Id<'campaign'>)
  }
  // First, as whoever decides reminders takes these rows before it locks campaigns.
  await noteLeavings(work, needs, facts.flatMap(leavingOf))
  await noteBought(work, [
    ...of(facts, couponRedeemed),
    ...of(facts, billPaid),
    ...of(facts, purchaseNoted),
  ])
  await noteRedeemed(work, of(facts, couponRedeemed))
  await noteReversed(work, of(facts, redemptionReversed))
  await noteCancelled(work, of(facts, couponCancelled))
  const nearnesses = facts.flatMap(nearnessOf)
  await noteNear(work, needs.consents, nearnesses)
  await forgetWithdrawn(work, of(facts, consentChanged))
  await decideFor(work, needs, nearnesses)
}

type Of<Shape extends z.ZodType> = z.output<Shape> & { readonly at: Date }

/** The facts of one kind, each with when it was told unless it says itself. */
function of<Shape extends z.ZodType>(
  facts: readonly LoggedFact[],
  kind: EventKind<string, Shape>,
): readonly Of<Shape>[] {
  // The log holds only what `announce` parsed by the same shape.
  return facts.flatMap(({ name, at, data }) =>
    name === kind.name ? [{ at, ...(data as object) } as Of<Shape>] : [],
  )
}

type Stay = z.output<typeof zoneEntered.shape>
type Visit = z.output<typeof visitStarted.shape>

function nearnessOf({ factId, name, data }: LoggedFact): readonly Nearness[] {
  switch (name) {
    case zoneEntered.name:
      return [fromStay(factId, 'entered', data as Stay)]
    case zoneDwelled.name:
      return [fromStay(factId, 'dwelled', data as Stay)]
    case visitStarted.name:
      return [fromVisit(factId, data as Visit)]
    default:
      return []
  }
}

function fromStay(factId: number, kind: 'entered' | 'dwelled', stay: Stay): Nearness {
  return {
    factId,
    kind,
    personId: stay.personId as Id<'person'>,
    zoneId: stay.zoneId as Id<'zone'>,
    placeId: stay.placeId as Id<'place'> | null,
    merchantId: stay.merchantId as Id<'merchant'> | null,
    visitId: null,
    visitStartedAt: null,
    at: new Date(stay.at),
  }
}

function fromVisit(factId: number, visit: Visit): Nearness {
  return {
    factId,
    kind: 'visited',
    personId: visit.personId as Id<'person'>,
    zoneId: null,
    placeId: visit.placeId as Id<'place'>,
    merchantId: visit.merchantId as Id<'merchant'>,
    visitId: visit.visitId as Id<'visit'>,
    visitStartedAt: null,
    at: new Date(visit.at),
  }
}

function leavingOf({ factId, name, data }: LoggedFact): readonly Leaving[] {
  if (name !== visitEnded.name) return []
  const visit = data as z.output<typeof visitEnded.shape>
  return [
    {
      factId,
      personId: visit.personId as Id<'person'>,
      placeId: visit.placeId as Id<'place'>,
      merchantId: visit.merchantId as Id<'merchant'>,
      visitId: visit.visitId as Id<'visit'>,
      at: new Date(visit.at),
      isWithdrawn: visit.isWithdrawn,
    },
  ]
}
