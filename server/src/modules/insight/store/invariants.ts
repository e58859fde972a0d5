/** What must hold of the read models, as queries that return no row. */
import type { Invariant } from '../../../platform/invariants.ts'

export const invariants: readonly Invariant[] = [
  {
    id: 'insight.days-equal-visits',
    says: 'The visits of each day are those that are kept, and so are redemptions and sales.',
    query: `
      select d.merchant_id, d.day, d.visits, d.redemptions, d.sales_minor
      from insight.merchant_day d
      left join (
        select merchant_id, (at at time zone 'Asia/Seoul')::date as day, count(*) as visits
        from insight.visit group by 1, 2
      ) v using (merchant_id, day)
      left join (
        select merchant_id, (at at time zone 'Asia/Seoul')::date as day, count(*) as redemptions,
          sum(bill_minor - returned_bill_minor) as sales_minor
        from insight.redemption where reversed_at is null group by 1, 2
      ) r using (merchant_id, day)
      where (d.visits, d.redemptions, d.sales_minor)
        is distinct from
        (coalesce(v.visits, 0)::integer, coalesce(r.redemptions, 0)::integer,
          coalesce(r.sales_minor, 0)::bigint)`,
  },
  {
    id: 'insight.message-days-equal-acts',
    says: 'The figures of the messages of each day are those of the people who did something with them.',
    query: `
      select d.merchant_id, d.day
      from (
        select merchant_id, day, sum(sent) filter (where is_campaign) as sent, sum(seen) as seen,
          sum(clicked) as clicked, sum(came) as came, sum(redeemed) as redeemed
        from insight.message_day group by 1, 2
      ) d
      left join (
        select merchant_id, day,
          count(*) filter (where what = 'sent') as sent,
          count(*) filter (where what = 'seen') as seen,
          count(*) filter (where what = 'clicked') as clicked,
          count(*) filter (where what = 'came' and not is_control) as came,
          count(*) filter (where what = 'redeemed' and not is_control) as redeemed
        from (
          select * from insight.message_act union all select * from insight.message_visit
        ) every group by 1, 2
      ) a using (merchant_id, day)
      where (coalesce(d.sent, 0), d.seen, d.clicked, d.came, d.redeemed) is distinct from (
        coalesce(a.sent, 0), coalesce(a.seen, 0), coalesce(a.clicked, 0), coalesce(a.came, 0),
        coalesce(a.redeemed, 0))`,
  },
  {
    id: 'insight.control-got-nothing',
    says: 'Nobody in a control group was sent a message or used a coupon of the campaign.',
    query: `
      select campaign_id, person_id from insight.campaign_person
      where arm = 'control' and (sent_at is not null or redeemed_at is not null)`,
  },
]
