/** What must hold of posts in every database: each query returns no row when all is well. */

export const invariants = [
  {
    id: 'posts.counts-are-counted',
    says: 'Likes, comments and reach of each post are those of what is there.',
    query: `
      select p.id, p.likes, p.comments, p.reach from posts.post p
      where p.likes <> (select count(*) from posts.like l where l.post_id = p.id)
        or p.reach <> (select count(*) from posts.seen s where s.post_id = p.id)
        or p.comments <> (
          select count(*) from posts.comment c where c.post_id = p.id and c.hidden_by is null)`,
  },
] as const
