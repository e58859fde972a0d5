-- Words that a shop puts on its members, for the conditions of its offers; each change is kept.
create table loyalty.member_tag (
  merchant_id uuid not null,
  person_id uuid not null,
  tag text not null check (length(tag) between 1 and 30),
  tagged_at timestamptz not null,
  primary key (merchant_id, person_id, tag),
  foreign key (merchant_id, person_id) references loyalty.member (merchant_id, person_id)
);
create index member_tag_word on loyalty.member_tag (merchant_id, tag);

create table loyalty.tag_change (
  id uuid primary key,
  merchant_id uuid not null,
  person_id uuid not null,
  changed_at timestamptz not null,
  -- `person/…` or `key/…`.
  changed_by text not null,
  before text[] not null,
  after text[] not null
);
create index tag_change_member on loyalty.tag_change (merchant_id, person_id, id desc);
