/** What the tables of people say of whom, and what becomes of it. */
import {
  blanked,
  gone,
  kept,
  law,
  moves,
  nobody,
  people,
  type PersonMap,
} from '../../platform/person-map.ts'

export const peoplePersonMap: PersonMap = {
  'people.session': people(['person_id'], { hidden: ['token_hash'], erased: gone }),
  // By a hash that no export can tell from others.
  'people.sign_in_try': people([], {
    rows: "email_hash = encode(sha256(convert_to(:email, 'UTF8')), 'hex')",
    hidden: ['email_hash'],
    erased: gone,
  }),
  'people.phone_code': people([], { rows: 'phone = :phone', hidden: ['code_hash'], erased: gone }),
  'people.email_code': people([], { rows: 'email = :email', hidden: ['code_hash'], erased: gone }),
  'people.counter_count': nobody('How many numbers were typed at a till.'),
  'people.passkey': people(['person_id'], { hidden: ['public_key'], erased: gone }),
  'people.identity': people(['person_id'], { erased: gone }),
  'people.attempt': people(['person_id'], { hidden: ['secret_hash', 'data'], erased: gone }),
  'people.staff_invitation': people(['invited_by', 'accepted_by'], {
    rows: 'invited_by = :id or accepted_by = :id or address in (:email, :phone)',
    hidden: ['token_hash'],
    erased: blanked({
      address: "case when address is null then null else '-' end",
    }),
  }),
  'people.membership': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['merchant_id']),
  }),
  'people.membership_ended': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['merchant_id']),
  }),
  'people.api_key': people(['created_by'], {
    hidden: ['key_hash'],
    erased: kept('The key is the merchant’s; who made it is an id that leads nowhere.'),
  }),
  'people.wording': nobody('The words that people agree to.'),
  'people.merchant_wording': nobody('The words that people agree to at one shop.'),
  'people.consent': people(['person_id'], { erased: law.consents }),
  'people.consent_now': people(['person_id'], { erased: gone }),
  'people.merchant_consent': people(['person_id'], { erased: law.consents }),
  'people.merchant_consent_now': people(['person_id'], { erased: gone }),
  // Records of part of a consent go with it (Location Act §24).
  'people.location_use': people(['person_id'], {
    erased: gone,
    withoutLocation: gone,
    located: { at: 'minute' },
    withoutUse: {
      campaign: { rows: "purpose = 'campaign'", fate: gone },
      report: { rows: "purpose = 'report'", fate: gone },
      offer: { rows: "purpose = 'offer'", fate: gone },
    },
  }),
  'people.location_provision': people(['person_id'], {
    erased: gone,
    withoutLocation: gone,
    located: { at: 'at' },
    withoutUse: { offer: { rows: "purpose = 'offer'", fate: gone } },
  }),
  'people.location_end': nobody('Until when all that says where people were is lost.'),
  'people.location_choice': people(['person_id'], { erased: law.consents }),
  'people.guardian_wording': nobody('The words that guardians agree to.'),
  'people.guardian_request': people(['child_id'], {
    hidden: ['address_hash', 'address_sealed', 'token_hash'],
    erased: gone,
  }),
  'people.guardian': people(['child_id', 'guardian_id'], {
    hidden: ['address_hash', 'address_sealed', 'token_hash'],
    erased: gone,
  }),
  'people.guardian_answer': people(['child_id', 'guardian_id'], {
    hidden: ['address_hash', 'ip_hash', 'agent_hash'],
    erased: law.consents,
  }),
  'people.age_correction': people(['person_id'], { erased: law.consents }),
  'people.consent_notice': people(['person_id'], { erased: gone }),
  'people.consent_renewal': people(['person_id'], { erased: gone }),
  'people.consent_told': people(['person_id'], { erased: law.consents }),
  'people.merge_row': people([], {
    rows: `merge_id in (select id from people.merge where kept_id = :id or merged_id = :id)`,
    hidden: ['key'],
    erased: gone,
  }),
  'people.merge': people(['kept_id', 'merged_id'], { hidden: ['noted'], erased: gone }),
  // The key outlives the account until what it was for is over: else an erasure would bring a second turn.
  'people.number_use': people(['person_id'], {
    hidden: ['number_key'],
    erased: blanked({ person_id: 'null', use_id: 'null' }),
  }),
  'people.look': people(['person_id'], { erased: gone }),
  'people.disclosure': people(['person_id'], {
    erased: kept('Who took out what and why: what whoever took it answers for.'),
  }),
  'people.erasure': people(['person_id'], {
    erased: kept(
      'Shows that the erasure was asked for and done; its addresses go with the last of it.',
    ),
  }),
  // What bookkeeping and proofs point at; it says nothing of anybody.
  'people.account': people(['id'], {
    hidden: ['password_hash'],
    erased: blanked({
      name: "'-'",
      email: 'null',
      phone: 'null',
      email_proven_at: 'null',
      password_hash: 'null',
      is_operator: 'false',
      age: "'unsaid'",
      age_said_at: 'null',
      born_on: 'null',
      of_age_on: 'null',
      guest_since: 'null',
    }),
  }),
}
