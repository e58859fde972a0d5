/** What must hold of event pages in every database: each query returns no row when all is well. */
export const invariants = [
  {
    id: 'pages.entries-are-counted',
    says: 'No page has more entries than it counted, nor than it has room for, and none has a number that was given back.',
    query: `select p.id, p.entries, p.entries_max, count(e.id) as there
      from pages.page p left join pages.entry e on e.page_id = p.id
      group by p.id having count(e.id) > p.entries - cardinality(p.freed)
        or p.entries > p.entries_max or max(e.number) > p.entries
        or count(e.id) filter (where e.number = any (p.freed)) > 0`,
  },
  {
    id: 'pages.winners-are-few',
    says: 'No draw has more winners than were promised, and no person wins one twice.',
    query: `select p.id, count(e.id) as winners from pages.page p
      join pages.entry e on e.page_id = p.id and e.has_won
      group by p.id
      having count(e.id) > p.winners_max or count(e.id) > count(distinct e.person_id)`,
  },
  {
    id: 'pages.rewards-were-given',
    says: 'Whoever was told of a coupon for their entry has it.',
    query: `select e.id from pages.entry e
      where e.reward = 'given' and not exists (select from offers.coupon c where c.id = e.id)`,
  },
]
