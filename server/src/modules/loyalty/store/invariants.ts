/** What must hold of loyalty in every database: each query returns no row when all is well. */

export const invariants = [
  {
    id: 'loyalty.refunded-is-sum',
    says: 'What came back of each purchase is the sum of its refunds, and never more than was paid.',
    query: `select p.id, p.refunded_minor, coalesce(sum(r.refund_minor), 0) as refunds
      from loyalty.purchase p left join loyalty.refund r on r.purchase_id = p.id
      group by p.id
      having p.refunded_minor <> coalesce(sum(r.refund_minor), 0)
        or p.refunded_minor > p.paid_minor`,
  },
  {
    id: 'loyalty.gone-earns-nothing',
    says: 'A purchase that came back is worth no points.',
    query: `select p.id, e.points from loyalty.purchase p
      join loyalty.earning e on e.kind = 'purchase' and e.source_id = p.id
      where p.is_gone and e.points > 0`,
  },
  {
    id: 'loyalty.posted-at-least-worth',
    says: 'What an earning is worth has been given, unless it runs out.',
    query: `select id, points, posted, bought from loyalty.earning where posted < points and expires_at is null`,
  },
  {
    id: 'loyalty.returned-is-sum',
    says: 'What came back of each spending is the sum of its returns, and never more than was spent.',
    query: `select s.id, s.returned, coalesce(sum(r.amount), 0) as returns
      from loyalty.spending s left join loyalty.spending_return r on r.spending_id = s.id
      group by s.id
      having s.returned <> coalesce(sum(r.amount), 0) or s.returned > s.amount`,
  },
  {
    id: 'loyalty.given-is-count',
    says: 'The points counted in each period are those of the purchases of that period, within its cap.',
    query: `select g.merchant_id, g.period, g.points, coalesce(sum(p.points_counted), 0) as counted
      from loyalty.given g
      left join loyalty.purchase p on p.merchant_id = g.merchant_id and p.points_counted > 0
        and to_char(p.at at time zone 'Asia/Seoul',
          case length(g.period) when 7 then 'YYYY-MM' else 'YYYY-MM-DD' end) = g.period
      group by g.merchant_id, g.period, g.points, g.points_max
      having g.points > g.points_max or g.points > coalesce(sum(p.points_counted), 0)`,
  },
  {
    id: 'loyalty.gone-gives-nothing',
    says: 'The gift value of a purchase that came back is due no more.',
    query: `select c.id, c.due_minor from loyalty.gift_card c
      join loyalty.purchase p on p.id = c.given_with
      where p.is_gone and c.due_minor > 0`,
  },
  {
    id: 'loyalty.reward-once',
    says: 'Each turn of a card or an invitation has one reward that stands.',
    query: `select kind, source_id, person_id, turn from loyalty.reward
      where state <> 'withdrawn'
      group by kind, source_id, person_id, turn having count(*) > 1`,
  },
] as const
