/** What the tables of outreach say of whom, and what becomes of it. */
import {
  blanked,
  gone,
  law,
  moves,
  nobody,
  people,
  terms,
  type PersonMap,
} from '../../platform/person-map.ts'

export const outreachPersonMap: PersonMap = {
  'outreach.settings': nobody('The law and manners of the market.'),
  'outreach.push_delivery': people([], {
    rows: `message_id in (select id from outreach.message where person_id = :id)
      or subscription_id in (select id from outreach.push_subscription where person_id = :id)`,
    erased: gone,
  }),
  'outreach.push_subscription': people(['person_id'], {
    hidden: ['p256dh', 'auth'],
    erased: gone,
  }),
  'outreach.gate_decision': people(['person_id'], { erased: law.advertising }),
  // That something was sent stays with its decision; what it said goes.
  'outreach.message': people(['person_id'], {
    erased: blanked({ title: "'-'", body: "'-'", link: 'null' }),
    term: terms.advertising,
  }),
  'outreach.mailing': nobody('One content to many, as the shop wrote it.'),
  'outreach.mailing_part': nobody('How many came to which end.'),
  // Whom it reached, and what the gate saw: numbers only.
  'outreach.recipient': people(['person_id'], { erased: law.advertising }),
  'outreach.mute': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['merchant_id']),
  }),
  'outreach.purchase': people(['person_id'], { erased: gone }),
  'outreach.block': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['merchant_id']),
  }),
  'outreach.way_choice': people(['person_id'], { erased: gone }),
  'outreach.unreachable': people([], {
    rows: `address in (:email, :phone)
      or (way, address) in (select way, address from outreach.address where person_id = :id)`,
    erased: gone,
  }),
  'outreach.line_event': people([], {
    rows: `user_id in
      (select address from outreach.address where way = 'line' and person_id = :id)`,
    erased: gone,
  }),
  'outreach.line_link': people(['person_id'], { hidden: ['nonce_hash'], erased: gone }),
  // By a hash that no export can tell from others.
  'outreach.address_try': people([], {
    rows: `address_hash = encode(sha256(convert_to(:email, 'UTF8')), 'hex') or address_hash in (
      select encode(sha256(convert_to(address, 'UTF8')), 'hex') from outreach.address
      where way = 'email' and person_id = :id)`,
    hidden: ['address_hash'],
    erased: gone,
  }),
  'outreach.address': people(['person_id'], { erased: gone }),
  // That it went out, by which way and when, stays; where to, and with which words, goes.
  'outreach.chosen_way': people([], {
    rows: 'message_id in (select id from outreach.message where person_id = :id)',
    erased: blanked({ variables: "'{}'" }),
    term: terms.advertising,
  }),
  'outreach.way_terms': nobody('What ways cost shops, and how much they may use.'),
  'outreach.way_charge': nobody('What shops are charged for ways, month by month.'),
  'outreach.way_use': nobody('What shops used of ways, month by month.'),
  'outreach.template': nobody('What Kakao reviewed, word for word.'),
  'outreach.delivery': people(['person_id'], {
    erased: blanked({ address: 'id::text', error: 'null' }),
    term: terms.advertising,
  }),
}
