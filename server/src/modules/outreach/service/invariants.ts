/** What must hold of messages, mailings and the gate, whatever happened. */
import type { Invariant } from '../../../platform/invariants.ts'
import { heardBits } from '../model/mailing.ts'

const agreed = heardBits.marketing + heardBits.friend
const agreedAtNight = heardBits.night + heardBits.friendAtNight

export const outreachInvariants: readonly Invariant[] = [
  {
    id: 'outreach.sent-through-the-gate',
    says: 'Every message that was sent has a passed decision of the gate.',
    query: `
      select m.id from outreach.message m
      where m.state = 'sent' and not exists (
        select from outreach.gate_decision d where d.message_id = m.id and d.outcome = 'sent')`,
  },
  {
    id: 'outreach.marketing-agreed-to',
    says: 'Marketing went only to those who agreed to it, and at night only to those who agreed to that.',
    query: `
      with settings as (
        select coalesce(max(quiet_from_minute), 1260) as quiet_from,
          coalesce(max(quiet_until_minute), 480) as quiet_until,
          coalesce(max(time_zone), 'Asia/Seoul') as zone
        from outreach.settings
      ), sent as (
        select d.id, d.at, d.seen, s.quiet_from, s.quiet_until,
          d.at at time zone coalesce(d.seen ->> 'timeZone', s.zone) as wall,
          coalesce(d.seen -> 'consents', '[]') || coalesce(d.seen -> 'merchantConsents', '[]')
            as consents
        from outreach.gate_decision d, settings s
        where d.outcome = 'sent' and d.purpose = 'marketing'
      ), timed as (
        select *, extract(hour from wall) * 60 + extract(minute from wall) as minute from sent
      )
      select id, at from timed
      where not (consents ? 'marketing')
        or quiet_from > quiet_until and (minute >= quiet_from or minute < quiet_until)
          and not (consents ? 'night-marketing')`,
  },
  {
    id: 'outreach.mailings-agreed-to',
    says: 'A mailing reached only those whom the gate, by what it saw, could let it reach.',
    query: `
      select mailing_id, person_id, heard from outreach.recipient
      where outcome = 0 and (
        heard & ${agreed} = 0
        or heard & ${heardBits.blocked + heardBits.boughtSince} <> 0
        or heard & ${heardBits.quiet} <> 0 and heard & ${agreedAtNight} = 0
        or is_control)`,
  },
  {
    // The rows of people who left go when the law lets them; the sums stay.
    id: 'outreach.mailing-parts-hold-everybody',
    says: 'As many people came to each end of a mailing as its sums say, or fewer are still kept.',
    query: `
      select mailing_id, outcome, coalesce(s.people, 0) as said, coalesce(r.people, 0) as kept
      from (
        select mailing_id, outcome, sum(people) as people from outreach.mailing_part group by 1, 2
      ) s full join (
        select mailing_id, outcome, count(*) as people from outreach.recipient
        where mailing_id is not null group by 1, 2
      ) r using (mailing_id, outcome)
      where coalesce(s.people, 0) < coalesce(r.people, 0)`,
  },
  {
    id: 'outreach.charges-equal-deliveries',
    says: 'A shop is charged for the pieces that got through at a price, and for no others.',
    query: `
      select merchant_id, way, price_minor, coalesce(c.pieces, 0) as charged,
        coalesce(d.pieces, 0) as got_through
      from (
        select merchant_id, way, price_minor, sum(pieces) as pieces from outreach.way_charge
        group by 1, 2, 3
      ) c full join (
        select merchant_id, way, price_minor, count(*) as pieces from outreach.delivery
        where price_minor > 0 and state in ('taken', 'delivered') group by 1, 2, 3
      ) d using (merchant_id, way, price_minor)
      where coalesce(c.pieces, 0) <> coalesce(d.pieces, 0)`,
  },
  {
    id: 'outreach.every-piece-has-its-place',
    says: 'Each piece of marketing that was sent has a place of its own in the day of its person.',
    query: `
      with counted as (
        select m.person_id, m.merchant_id,
          (m.sent_at at time zone coalesce(s.time_zone, 'Asia/Seoul'))::date as day,
          count(*) as sent
        from outreach.message m left join outreach.settings s on true
        where m.state = 'sent' and m.purpose = 'marketing'
        group by 1, 2, 3
      ), placed as (
        select person_id, merchant_id, day, count(*) as sent from outreach.recipient
        where mailing_id is null
        group by 1, 2, 3
      )
      select coalesce(c.person_id, p.person_id) as person_id, c.sent, p.sent as placed
      from counted c full join placed p
        on p.person_id = c.person_id and p.merchant_id = c.merchant_id and p.day = c.day
      where coalesce(c.sent, 0) <> coalesce(p.sent, 0)`,
  },
]
