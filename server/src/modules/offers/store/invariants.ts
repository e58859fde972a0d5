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
      where reversed_at is null group by coupon_id having count(*) > 1`,
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
] as const
