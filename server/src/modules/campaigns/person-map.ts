/** What the tables of campaigns say of whom, and what becomes of it. */
import {
  blanked,
  gone,
  kept,
  nobody,
  people,
  terms,
  type PersonMap,
} from '../../platform/person-map.ts'

const nowhere = blanked({ place_id: 'null', zone_id: 'null', reasons: "'[]'" })

export const campaignsPersonMap: PersonMap = {
  'campaigns.campaign': nobody('What a shop sends to whom, and when.'),
  'campaigns.near': people(['person_id'], {
    erased: gone,
    withoutLocation: gone,
    located: { at: 'last_at' },
    withoutUse: { campaign: { fate: gone } },
  }),
  'campaigns.reminder': people(['person_id'], {
    erased: gone,
    withoutLocation: gone,
    located: { at: 'visit_started_at' },
    withoutUse: { campaign: { fate: gone } },
  }),
  'campaigns.redemption': people(['person_id'], { erased: gone }),
  // A decision was made because somebody was near; that something was sent and spent has to add up.
  'campaigns.decision': people(['person_id'], {
    erased: nowhere,
    withoutLocation: nowhere,
    located: { at: 'last_at' },
    withoutUse: { campaign: { fate: nowhere } },
    // It names the coupon, which is kept as a deal.
    term: terms.deals,
  }),
  'campaigns.assignment': people(['person_id'], {
    erased: kept('Which arm an id was in: experiments have to add up.', terms.deals),
  }),
}
