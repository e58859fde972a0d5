/** What the tables of offers say of whom, and what becomes of it. */
import {
  blanked,
  gone,
  kept,
  law,
  moves,
  nobody,
  people,
  terms,
  type PersonMap,
} from '../../platform/person-map.ts'

// What was used, or used since, is history: it stays with who used it, and so does its coupon.
const IS_USED = `exists (
  select from offers.redemption r where r.coupon_id = t.id
    and (r.reversed_at is null or coalesce(r.redeemed_at, r.reversed_at) > :since))`

export const offersPersonMap: PersonMap = {
  'offers.offer': nobody('What a shop promises.'),
  'offers.offer_change': nobody('What was changed of an offer; who did it is an id.'),
  'offers.policy': nobody('How the offers of a shop are used together.'),
  'offers.policy_change': nobody('What was changed of a policy; who did it is an id.'),
  'offers.import_key': nobody('What an import called an offer.'),
  'offers.code_miss': nobody('Wrong codes of a till.'),
  'offers.code_hold': nobody('A coupon that a till goes on with for a moment.'),
  'offers.code_batch': nobody('Codes that were made together.'),
  'offers.voucher_miss': people([], { rows: "who = 'person/' || :id", erased: gone }),
  'offers.voucher_claim': people(['person_id'], { erased: law.deals }),
  // A number that a shop put there for somebody who may have no account.
  'offers.voucher': people(['holder_id'], {
    rows: 'holder_id = :id or holder_phone = :phone',
    erased: blanked({ holder_phone: 'null' }),
    term: terms.deals,
    merged: moves('holder_id', ['batch_id', 'number'], { apart: ['batch_id'] }),
  }),
  'offers.tally': people([], {
    rows: "per = 'person' and whose = :id::text",
    erased: kept(
      'What limits have counted; phone numbers stand in it as hashes only.',
      terms.deals,
    ),
    unlinked: { set: { whose: ':stranger::text' } },
  }),
  'offers.reward_refusal': people(['person_id'], { erased: gone }),
  'offers.offline_policy': nobody('What a till may give away by itself.'),
  'offers.offline_till': nobody('A till.'),
  'offers.offline_list': nobody('What a till was told.'),
  'offers.acceptance': people([], {
    rows: 'coupon_id in (select id from offers.coupon where person_id = :id)',
    hidden: ['code'],
    erased: law.deals,
  }),
  'offers.bill_share': nobody('What a use took off a line of a bill.'),
  'offers.bill_return': people([], {
    rows: 'bill_id in (select id from offers.bill where person_id = :id)',
    erased: law.deals,
  }),
  'offers.redemption': people(['person_id'], {
    erased: law.deals,
    merged: moves('person_id', ['id'], {
      // A redemption follows its coupon.
      stays: `t.coupon_id is null or not exists (
        select from offers.coupon c where c.id = t.coupon_id and c.person_id = :to)`,
    }),
  }),
  'offers.bill_line': people([], {
    rows: 'bill_id in (select id from offers.bill where person_id = :id)',
    erased: law.deals,
  }),
  'offers.bill': people(['person_id'], { erased: law.deals }),
  'offers.coupon': people(['person_id'], {
    hidden: ['secret'],
    erased: law.deals,
    merged: moves('person_id', ['offer_id', 'turn'], {
      apart: ['offer_id'],
      stays: IS_USED,
    }),
  }),
}
