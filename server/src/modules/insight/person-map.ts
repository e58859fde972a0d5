/** What the tables of insight say of whom, and what becomes of it. */
import {
  blanked,
  gone,
  nobody,
  people,
  SOMEBODY,
  type PersonMap,
} from '../../platform/person-map.ts'

const ofNobody = blanked({ person_id: 'id' })

export const insightPersonMap: PersonMap = {
  // Visits are counted for ever, of nobody: in the name of the visit itself, as in the log.
  'insight.visit': people(['person_id'], {
    erased: ofNobody,
    withoutLocation: ofNobody,
    located: { at: 'at' },
    withoutUse: { report: { fate: ofNobody } },
  }),
  'insight.redemption': people(['person_id'], { erased: blanked({ person_id: SOMEBODY }) }),
  'insight.campaign_person': people(['person_id'], {
    erased: blanked({ person_id: SOMEBODY, trigger_visit_id: 'null' }),
    withoutLocation: blanked({ person_id: SOMEBODY, trigger_visit_id: 'null' }),
    located: { at: 'eligible_at' },
    withoutUse: { campaign: { fate: blanked({ person_id: SOMEBODY, trigger_visit_id: 'null' }) } },
  }),
  'insight.campaign_refusal': people(['person_id'], {
    erased: gone,
    withoutLocation: gone,
    located: { at: 'at' },
  }),
  'insight.message_step': nobody('Which steps of messages are counted: the last id says nothing.'),
  'insight.message_act': people(['person_id'], { erased: blanked({ person_id: SOMEBODY }) }),
  'insight.message_visit': people(['person_id'], {
    erased: blanked({ person_id: SOMEBODY }),
    withoutLocation: blanked({ person_id: SOMEBODY }),
    located: { at: 'day' },
    withoutUse: { report: { fate: blanked({ person_id: SOMEBODY }) } },
  }),
  'insight.message_day': nobody('Sums of a day of a message.'),
  'insight.merchant_day': nobody('Sums of a day of a shop.'),
}
