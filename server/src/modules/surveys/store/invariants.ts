/** What must hold of surveys in every database: each query returns no row when all is well. */
export const invariants = [
  {
    id: 'surveys.no-answer-lost',
    says: 'Whoever took part has answered: each survey has as many sheets as it counted answers.',
    query: `select s.id, s.answered, count(h.id) as sheets
      from surveys.survey s left join surveys.sheet h on h.survey_id = s.id
      group by s.id having s.answered <> count(h.id)`,
  },
  {
    id: 'surveys.one-answer-each',
    says: 'No survey has more participations than answers.',
    query: `select s.id, s.answered, count(p.id) as participations
      from surveys.survey s join surveys.participation p on p.survey_id = s.id
      group by s.id having s.answered < count(p.id)`,
  },
  {
    id: 'surveys.rewards-were-given',
    says: 'Whoever was told of a coupon for their answer has it.',
    query: `select p.id from surveys.participation p
      where p.reward = 'given' and not exists (select from offers.coupon c where c.id = p.id)`,
  },
]
