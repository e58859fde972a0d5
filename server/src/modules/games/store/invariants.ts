/** What must hold of games in every database: each query returns no row when all is well. */
export const invariants = [
  {
    id: 'games.shares-are-whole',
    says: 'The shares of each game come to the whole.',
    query: `select game_id, sum(share) from games.prize group by game_id having sum(share) <> 10000`,
  },
  {
    id: 'games.won-is-counted',
    says: 'Each prize was won as often as plays gave it.',
    query: `select p.game_id, p.number, p.won, count(y.id) as plays
      from games.prize p left join games.play y on y.game_id = p.game_id and y.given = p.number
      where p.number > 0 group by p.game_id, p.number, p.won having p.won < count(y.id)`,
  },
  {
    id: 'games.winners-have-coupons',
    says: 'Whoever won a prize was given its coupon.',
    query: `select y.id from games.play y join games.prize p
        on p.game_id = y.game_id and p.number = y.given
      where p.number > 0 and not exists (select from offers.coupon c
        where c.id = y.id and c.offer_id = p.offer_id)`,
  },
  {
    id: 'games.seeds-fit',
    says: 'Every published hash is that of its seed.',
    query: `select game_id, day from games.day
      where commitment <> encode(sha256(convert_to(seed, 'UTF8')), 'hex')`,
  },
]
