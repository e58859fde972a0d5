-- Templates of Alimtalk: what Kakao reviewed, word for word, and how far a review is.
create table outreach.template (
  code text primary key check (code ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  name text not null check (char_length(name) between 1 and 60),
  body text not null check (char_length(body) between 1 and 1000),
  -- Why it may be sent: news of one's own doings, points of a paid purchase, or what was asked for.
  basis text not null check (basis in ('service', 'paid-points', 'asked-for')),
  basis_sentence text check (char_length(basis_sentence) <= 200),
  state text not null check (state in ('draft', 'in-review', 'approved', 'rejected')),
  -- As the provider calls it, from the approval on.
  provider_id text check (char_length(provider_id) <= 100),
  reason text check (char_length(reason) <= 500),
  changed_at timestamptz not null,
  check (state <> 'approved' or provider_id is not null),
  check (basis = 'service' or basis_sentence is not null)
);
