/** What the tables of loyalty say of whom, and what becomes of it. */
import {
  gone,
  kept,
  law,
  moves,
  nobody,
  people,
  terms,
  type PersonMap,
} from '../../platform/person-map.ts'

export const loyaltyPersonMap: PersonMap = {
  'loyalty.terms': nobody('What a shop gives for buying.'),
  'loyalty.stamp_card': nobody('What a shop gives for coming back.'),
  'loyalty.code_miss': nobody('Wrong codes of a till.'),
  'loyalty.given': nobody('How much a shop gave in a period.'),
  'loyalty.member_code': people(['person_id'], { hidden: ['secret'], erased: gone }),
  'loyalty.invitation': people(['person_id'], { erased: gone }),
  'loyalty.member_tag': people(['person_id'], { erased: gone }),
  'loyalty.tag_change': people(['person_id'], { erased: gone }),
  'loyalty.referral': people(['inviter_id', 'friend_id'], { erased: law.deals }),
  'loyalty.earning_transfer': nobody('Which transfer gave an earning.'),
  'loyalty.earning': people(['person_id'], { erased: law.deals }),
  'loyalty.reward': people(['person_id'], { erased: law.deals }),
  'loyalty.refund': people([], {
    rows: 'purchase_id in (select id from loyalty.purchase where person_id = :id)',
    erased: law.deals,
  }),
  'loyalty.spending_return': nobody('What came back of a spending.'),
  'loyalty.gift_draw': nobody('Which gift card paid for a spending.'),
  'loyalty.spending': people(['person_id'], { erased: law.deals }),
  'loyalty.gift_card': people(['holder_id'], {
    hidden: ['code_digest'],
    erased: law.deals,
    merged: moves('holder_id', ['id']),
  }),
  'loyalty.purchase': people(['person_id'], { erased: law.deals }),
  'loyalty.member': people(['person_id'], {
    erased: kept(
      'Purchases and points, which the law wants kept, belong to a membership.',
      terms.deals,
    ),
  }),
}
