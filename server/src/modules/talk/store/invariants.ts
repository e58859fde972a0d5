/** What must hold of talks in every database: each query returns no row when all is well. */

export const invariants = [
  {
    id: 'talk.unread-is-counted',
    says: 'What is unread in each talk is what the other side wrote after the mark.',
    query: `
      select t.id, t.person_unread, t.shop_unread from talk.talk t
      left join talk.message m on m.talk_id = t.id and m.kind <> 'hand-over'
      group by t.id
      having t.person_unread <> count(*) filter (where m.side = 'shop' and m.number > t.person_read)
        or t.shop_unread <> count(*) filter (where m.side = 'person' and m.number > t.shop_read)`,
  },
  {
    id: 'talk.numbers-have-no-gap',
    says: 'The messages of each talk are numbered without gaps up to its last.',
    query: `
      select t.id, t.last_number from talk.talk t join talk.message m on m.talk_id = t.id
      group by t.id
      having max(m.number) <> t.last_number or max(m.number) - min(m.number) + 1 <> count(*)`,
  },
  {
    id: 'talk.person-came-first',
    says: 'No shop wrote in a talk before the person did.',
    query: `
      select talk_id from talk.message where number = 1 and side <> 'person'`,
  },
] as const
