/** What must always hold of the ledger, as queries. */

/** What must hold in every database: each query returns no row when all is well. */
export const invariants = [
  {
    id: 'ledger.zero-sum',
    says: 'The entries of each transfer sum to zero in each unit.',
    query: `select e.transfer_id, a.unit, sum(e.amount) as amount
      from ledger.entry e join ledger.account a on a.id = e.account_id
      group by e.transfer_id, a.unit having sum(e.amount) <> 0`,
  },
  {
    id: 'ledger.balance-is-sum',
    says: 'The cached balance of each account is the sum of its entries.',
    query: `select a.key, a.balance, coalesce(sum(e.amount), 0) as entries
      from ledger.account a left join ledger.entry e on e.account_id = a.id
      group by a.id having a.balance <> coalesce(sum(e.amount), 0)`,
  },
  {
    id: 'ledger.guarded-is-covered',
    says: 'No guarded account is below zero, or has more on hold than it holds.',
    query: `select key, balance, pending from ledger.account
      where guarded and (balance < 0 or balance < pending)`,
  },
  {
    id: 'ledger.pending-is-sum',
    says: 'What is on hold on each account is the sum of its open holds.',
    query: `select a.key, a.pending, coalesce(sum(h.amount), 0) as holds
      from ledger.account a left join ledger.hold h on h.from_id = a.id and h.state = 'pending'
      group by a.id having a.pending <> coalesce(sum(h.amount), 0)`,
  },
  {
    id: 'ledger.lots-are-balance',
    says: 'What lies in the lots of an account is its balance.',
    query: `select a.key, a.balance, coalesce(sum(l.remaining), 0) as lots
      from ledger.account a left join ledger.lot l on l.account_id = a.id
      where a.keeps_lots or l.id is not null
      group by a.id having a.balance <> coalesce(sum(l.remaining), 0)`,
  },
  {
    id: 'ledger.lot-is-drawn',
    says: 'What remains of a lot is what came in less what was drawn from it.',
    query: `select l.id, l.amount, l.remaining, coalesce(sum(d.amount), 0) as drawn
      from ledger.lot l left join ledger.draw d on d.lot_id = l.id
      group by l.id having l.remaining <> l.amount - coalesce(sum(d.amount), 0)`,
  },
  {
    id: 'ledger.lot-is-held',
    says: 'What is on hold of a lot is what open holds keep of it, and a hold keeps all it holds.',
    query: `select l.id::text from ledger.lot l
      left join (ledger.hold_lot part
        join ledger.hold h on h.id = part.hold_id and h.state = 'pending') on part.lot_id = l.id
      group by l.id having l.held <> coalesce(sum(part.amount), 0)
      union all
      select h.id::text from ledger.hold h
      join ledger.account a on a.id = h.from_id and a.keeps_lots
      left join ledger.hold_lot part on part.hold_id = h.id
      where h.state = 'pending'
      group by h.id having h.amount <> coalesce(sum(part.amount), 0)`,
  },
  {
    id: 'ledger.draw-is-moved',
    says: 'What a transfer drew from the lots of an account is what left the account by it.',
    query: `select caused_by, account_id, sum(drawn) as drawn, sum(moved) as moved
      from (
        select d.caused_by, l.account_id, d.amount as drawn, 0 as moved
        from ledger.draw d join ledger.lot l on l.id = d.lot_id
        union all
        select l.transfer_id, l.account_id, -l.amount, 0 from ledger.lot l
        union all
        select e.transfer_id, e.account_id, 0, -e.amount
        from ledger.entry e join ledger.account a on a.id = e.account_id and a.keeps_lots
      ) side
      group by caused_by, account_id having sum(drawn) <> sum(moved)`,
  },
  {
    id: 'ledger.undone-once',
    says: 'No transfer is undone by more than it did.',
    query: `select undo.reverses, e.account_id
      from ledger.transfer undo join ledger.entry e on e.transfer_id = undo.id
      left join lateral (
        select sum(o.amount) as amount from ledger.entry o
        where o.transfer_id = undo.reverses and o.account_id = e.account_id
      ) original on true
      where undo.reverses is not null
      group by undo.reverses, e.account_id, original.amount
      having abs(sum(e.amount)) > abs(coalesce(original.amount, 0))
        or sign(sum(e.amount)) = sign(coalesce(original.amount, 0))`,
  },
  {
    id: 'ledger.transfer-has-entries',
    says: 'Each transfer has entries.',
    query: `select t.id from ledger.transfer t
      where not exists (select from ledger.entry e where e.transfer_id = t.id)`,
  },
  {
    id: 'ledger.hold-is-posted-once',
    says: 'A hold that was posted moved what it says, and no other hold moved anything.',
    query: `select h.id from ledger.hold h
      left join ledger.entry e on e.transfer_id = h.id and e.account_id = h.from_id
      where coalesce(-e.amount, 0) <> coalesce(h.posted_amount, 0)`,
  },
] as const
