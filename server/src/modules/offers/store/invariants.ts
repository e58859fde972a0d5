/** What must hold of offers in every database: each query returns no row when all is well. */

export const invariants = [
  {
    id: 'offers.granted-is-count',
    says: 'The coupons counted on each offer are the coupons that are out, within its caps.',
    query: `select o.id, o.granted, count(c.id) as coupons
      from offers.offer o
      left join offers.coupon c on c.offer_id = o.id and c.cancelled_at is null
      group by o.id
      having o.granted <> count(c.id) or o.granted > o.coupons_max`,
  },
  {
    id: 'offers.person-limit',
    says: 'Nobody holds more coupons of an offer than one person may.',
    query: `select c.offer_id, c.person_id, count(*) as coupons
      from offers.coupon c join offers.offer o on o.id = c.offer_id
      where c.cancelled_at is null
      group by c.offer_id, c.person_id, o.coupons_per_person_max
      having count(*) > o.coupons_per_person_max`,
  },
  {
    id: 'offers.day-limit',
    says: 'On no day were more coupons granted than the offer has for a day, as its limit stands.',
    query: `select o.id, o.granted_on_day from offers.offer o
      where o.granted_on_day > o.coupons_per_day_max`,
  },
  {
    id: 'offers.redeemed-once',
    says: 'At most one redemption of a coupon stands.',
    query: `select coupon_id from offers.redemption
      where reversed_at is null and coupon_id is not null
      group by coupon_id having count(*) > 1`,
  },
  {
    id: 'offers.redeemed-is-count',
    says: 'The redemptions counted on each offer are those that stand, within its cap.',
    query: `select o.id, o.redeemed, count(r.id) as redemptions
      from offers.offer o
      left join offers.redemption r on r.offer_id = o.id and r.reversed_at is null
      group by o.id
      having o.redeemed <> count(r.id) or o.redeemed > o.redemptions_max`,
  },
  {
    id: 'offers.redeemed-is-granted',
    says: 'Whoever redeemed a coupon held it, at its shop, and it was not cancelled.',
    query: `select r.id from offers.redemption r
      join offers.coupon c on c.id = r.coupon_id
      join offers.offer o on o.id = c.offer_id
      where r.person_id <> c.person_id or r.offer_id <> c.offer_id
        or r.merchant_id <> o.merchant_id
        or r.reversed_at is null and c.cancelled_at is not null`,
  },
  {
    id: 'offers.bill-is-its-lines',
    says: 'Each bill, its discount and what was refunded are the sums of its lines.',
    query: `select b.id from offers.bill b
      left join offers.bill_line l on l.bill_id = b.id
      group by b.id
      having b.bill_minor <> coalesce(sum(l.unit_minor * l.quantity), 0)
        or b.discount_minor <> coalesce(sum(l.discount_minor), 0)
        or b.refunded_minor <> coalesce(sum(l.refunded_minor), 0)`,
  },
  {
    id: 'offers.line-is-its-shares',
    says: 'What was taken off each line is the sum of the shares of its offers.',
    query: `select l.bill_id, l.number from offers.bill_line l
      left join offers.bill_share s using (bill_id, number)
      group by l.bill_id, l.number
      having l.discount_minor <> coalesce(sum(s.discount_minor), 0)`,
  },
  {
    id: 'offers.use-is-its-shares',
    says: 'What each use took off is the sum of its shares of the lines, and of its own bill.',
    query: `select r.id from offers.redemption r
      left join offers.bill_share s on s.redemption_id = r.id
      group by r.id
      having r.discount_minor <> coalesce(sum(s.discount_minor), 0)
        or bool_or(s.bill_id <> r.bill_id)`,
  },
  {
    id: 'offers.bill-and-uses-agree',
    says: 'The uses of a bill stand while it is held or paid; what came back of all of it, came back.',
    query: `select b.id from offers.bill b join offers.redemption r on r.bill_id = b.id
      where (b.state in ('held', 'paid')) <> (r.reversed_at is null)
        or (b.paid_at is null) <> (r.redeemed_at is null)
        or b.state = 'returned' and r.points_returned <> r.points_earned`,
  },
  {
    id: 'offers.tally-is-sum',
    says: 'What each limit has counted is what the uses and coupons that stand took from it.',
    query: `select offer_id, counts, per, period, whose, since, sum(used) as difference
      from (
        select offer_id, counts, per, period, whose, since, used from offers.tally
        union all
        select (t ->> 'offerId')::uuid, t ->> 'counts', t ->> 'per', t ->> 'period', t ->> 'whose',
          (t ->> 'since')::date, -(t ->> 'used')::bigint
        from (
          select jsonb_array_elements(taken) as t from offers.redemption where reversed_at is null
          union all
          select jsonb_array_elements(taken) from offers.coupon where cancelled_at is null
        ) as standing
      ) as both_sides
      group by offer_id, counts, per, period, whose, since
      having sum(used) <> 0`,
  },
  {
    id: 'offers.offline-within-cap',
    says: 'What each list of a till gave away is the sum of its acceptances, within its cap.',
    query: `select l.id from offers.offline_list l
      left join offers.acceptance a on a.list_id = l.id
      group by l.id
      having l.given_minor <> coalesce(sum(a.discount_minor + a.extras_minor), 0)
        or l.given_minor > l.given_minor_max`,
  },
  {
    id: 'offers.acceptance-is-bill',
    says: 'What was accepted without a connection and counts is a bill of the same place and price.',
    query: `select a.id from offers.acceptance a
      left join offers.bill b on b.id = a.bill_id
      where a.state = 'counted' and (b.place_id is distinct from a.place_id
        or b.bill_minor <> a.bill_minor or b.discount_minor <> a.discount_minor
        or a.list_id is null or b.paid_at is distinct from a.accepted_at)`,
  },
] as const
