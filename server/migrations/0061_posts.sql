-- What shops write for everybody to read: posts, with likes, comments, and who judges them.
create schema posts;

create table posts.post (
  id uuid primary key,
  merchant_id uuid not null,
  -- Null: at every place of the shop.
  place_id uuid,
  text text not null check (length(text) <= 3000),
  picture_ids uuid[] not null check (cardinality(picture_ids) <= 10),
  offer_id uuid,
  -- From when it is seen; null while it is a draft.
  publish_at timestamptz,
  announced_at timestamptz,
  is_pinned boolean not null default false,
  edited_at timestamptz,
  -- The market took it out of sight; `shop` is not among them: a shop deletes.
  hidden_at timestamptz,
  hidden_reason text check (length(hidden_reason) between 1 and 500),
  likes integer not null default 0 check (likes >= 0),
  comments integer not null default 0 check (comments >= 0),
  reach integer not null default 0 check (reach >= 0),
  written_at timestamptz not null,
  check ((hidden_at is null) = (hidden_reason is null)),
  check (length(text) > 0 or cardinality(picture_ids) > 0)
);
create index post_of_shop on posts.post (merchant_id, publish_at desc, id desc);
create index post_due on posts.post (publish_at) where announced_at is null;

-- How a branch shows a post of all places: in words of its own, or not at all.
create table posts.branch (
  post_id uuid not null references posts.post (id) on delete cascade,
  place_id uuid not null,
  text text check (length(text) between 1 and 3000),
  is_left_out boolean not null,
  primary key (post_id, place_id)
);

create table posts.like (
  post_id uuid not null references posts.post (id) on delete cascade,
  person_id uuid not null,
  at timestamptz not null,
  primary key (post_id, person_id)
);

create table posts.comment (
  id uuid primary key,
  post_id uuid not null references posts.post (id) on delete cascade,
  merchant_id uuid not null,
  author_id uuid not null,
  side text not null check (side in ('person', 'shop')),
  -- The comment that the shop answers.
  answers_id uuid references posts.comment (id) on delete cascade,
  text text not null check (length(text) between 1 and 500),
  at timestamptz not null,
  -- `words`: a word of a list stands in it, and the shop has not looked yet.
  hidden_by text check (hidden_by in ('words', 'shop', 'market')),
  hidden_reason text check (length(hidden_reason) between 1 and 500),
  is_answered boolean not null default false,
  check ((side = 'shop') = (answers_id is not null))
);
create index comment_of_post on posts.comment (post_id, at, id);
create index comment_of_shop on posts.comment (merchant_id, at desc, id desc);
create index comment_of_author on posts.comment (author_id, at desc);

-- What people reported, and appeals against what was hidden: the operator's queue.
create table posts.review (
  id uuid primary key,
  kind text not null check (kind in ('report', 'appeal')),
  post_id uuid references posts.post (id) on delete cascade,
  comment_id uuid references posts.comment (id) on delete cascade,
  asked_by uuid not null,
  text text not null check (length(text) between 1 and 500),
  asked_at timestamptz not null,
  decision text check (decision in ('hide', 'keep')),
  decided_by uuid,
  decided_at timestamptz,
  check (num_nonnulls(post_id, comment_id) = 1),
  check ((decision is null) = (decided_at is null))
);
-- One report and one appeal of a person for each thing (PO9, PO10).
create unique index review_post_once on posts.review (post_id, asked_by, kind)
  where post_id is not null;
create unique index review_comment_once on posts.review (comment_id, asked_by, kind)
  where comment_id is not null;
create index review_open on posts.review (asked_at) where decision is null;

-- Words with which a comment waits for a look; those of the market have the id of nobody.
create table posts.word (
  merchant_id uuid not null,
  word text not null check (length(word) between 1 and 30),
  primary key (merchant_id, word)
);

-- Who saw a post: once for each person, whatever the plan of the shop.
create table posts.seen (
  post_id uuid not null references posts.post (id) on delete cascade,
  person_id uuid not null,
  at timestamptz not null,
  primary key (post_id, person_id)
);

-- Up to when somebody has looked at their timeline.
create table posts.mark (
  person_id uuid primary key,
  at timestamptz not null
);
