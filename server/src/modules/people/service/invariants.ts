/** What must always hold of people, as queries that find what does not. */
import type { Invariant } from '../../../platform/invariants.ts'

export const peopleInvariants: readonly Invariant[] = [
  {
    id: 'people.consents-follow-history',
    says: 'What a person agrees to now is what the newest answers in the history say.',
    query: `
      select coalesce(h.person_id, n.person_id) as person_id, h.purposes, n.purposes as now
      from (
        select person_id, array_agg(purpose order by purpose) filter (where granted) as purposes
        from (
          select distinct on (person_id, purpose) person_id, purpose, granted
          from people.consent order by person_id, purpose, nr desc
        ) newest group by person_id
      ) h full join people.consent_now n on n.person_id = h.person_id
      where coalesce(h.purposes, '{}') <>
        coalesce((select array_agg(p order by p) from unnest(n.purposes) p), '{}')`,
  },
  {
    id: 'people.merchant-consents-follow-history',
    says: 'What a person agrees to with a shop now is what the newest answers in the history say.',
    query: `
      select coalesce(h.person_id, n.person_id) as person_id,
        coalesce(h.merchant_id, n.merchant_id) as merchant_id, h.purposes, n.purposes as now
      from (
        select person_id, merchant_id, array_agg(purpose order by purpose) as purposes
        from (
          select distinct on (person_id, merchant_id, purpose) person_id, merchant_id, purpose, granted
          from people.merchant_consent order by person_id, merchant_id, purpose, nr desc
        ) newest where granted group by person_id, merchant_id
      ) h full join people.merchant_consent_now n
        on n.person_id = h.person_id and n.merchant_id = h.merchant_id
      where coalesce(h.purposes, '{}') <>
        coalesce((select array_agg(p order by p) from unnest(n.purposes) p), '{}')`,
  },
  {
    id: 'people.of-age-or-guardian',
    says: 'Whoever agrees to anything is old enough, or has a guardian who allows it.',
    query: `
      select n.person_id, n.purposes
      from (
        select person_id, purposes, held_back from people.consent_now
        union all
        select person_id, purposes, held_back from people.merchant_consent_now
      ) n
      join people.account a on a.id = n.person_id
      left join people.guardian g on g.child_id = n.person_id
      where not n.held_back and cardinality(n.purposes) > 0 and a.age <> 'of-age'
        and not (a.age = 'child' and (a.of_age_on <= (now() at time zone a.time_zone)::date
          or n.purposes <@ coalesce(g.purposes, '{}')))`,
  },
  {
    id: 'people.guests-have-not-come-in',
    says: 'A guest of the counter has no session, and nobody’s yes.',
    query: `
      select a.id from people.account a where a.guest_since is not null and (
        exists (select from people.session s where s.person_id = a.id)
        or exists (select from people.consent c where c.person_id = a.id)
        or exists (select from people.merchant_consent c where c.person_id = a.id))`,
  },
  {
    id: 'people.invited-once',
    says: 'Who accepted an invitation stood in it alone, and before it ran out.',
    query: `
      select id from people.staff_invitation
      where accepted_at >= expires_at or taken_back_at < created_at`,
  },
  {
    id: 'people.merchants-keep-an-owner',
    says: 'A merchant with staff has an owner.',
    query: `
      select merchant_id from people.membership
      group by merchant_id having count(*) filter (where role = 'owner') = 0`,
  },
]
