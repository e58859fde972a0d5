/** What must hold of campaigns, as queries that return no row. */
import type { Invariant } from '../../../platform/invariants.ts'

export const invariants: readonly Invariant[] = [
  {
    id: 'campaigns.coupons-are-counted',
    says: 'A campaign has granted as many coupons as its decisions say, within its budget (CA9).',
    query: `
      select c.id, c.coupons_granted, c.coupons_max, count(d.coupon_id) as counted
      from campaigns.campaign c left join campaigns.decision d on d.campaign_id = c.id
      group by c.id
      having c.coupons_granted <> count(d.coupon_id) or c.coupons_granted > c.coupons_max`,
  },
  {
    id: 'campaigns.money-is-counted',
    says: 'What is held back and spent of a budget is what its decisions say (CA9).',
    query: `
      select c.id, c.discount_reserved_minor, c.discount_spent_minor
      from campaigns.campaign c left join campaigns.decision d on d.campaign_id = c.id
      group by c.id
      having c.discount_reserved_minor <> coalesce(sum(d.reserved_minor), 0)
        or c.discount_spent_minor <> coalesce(sum(d.spent_minor), 0)`,
  },
  {
    id: 'campaigns.arms-are-kept',
    says: 'Whoever qualified has an arm, and each decision keeps to it (CA8).',
    query: `
      select d.id, d.arm, a.arm as assigned from campaigns.decision d
      left join campaigns.assignment a
        on a.campaign_id = d.campaign_id and a.person_id = d.person_id
      where d.arm is not null and d.arm is distinct from a.arm`,
  },
  {
    id: 'campaigns.control-gets-nothing',
    says: 'Nobody in a control group has a coupon of the campaign (CA8).',
    query: `
      select d.id from campaigns.decision d
      join campaigns.assignment a
        on a.campaign_id = d.campaign_id and a.person_id = d.person_id
      where a.arm = 'control' and d.coupon_id is not null`,
  },
]
