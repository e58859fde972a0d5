-- Friends who came by an invitation, and gift cards: both follow from purchases, and go back with them.
create table loyalty.invitation (
  code text primary key check (code ~ '^[0-9A-F]{10}$'),
  merchant_id uuid not null,
  person_id uuid not null,
  made_at timestamptz not null,
  unique (merchant_id, person_id)
);

create table loyalty.referral (
  id uuid primary key,
  merchant_id uuid not null,
  inviter_id uuid not null,
  friend_id uuid not null,
  -- What was promised when the friend accepted stays.
  terms_version integer not null,
  accepted_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > accepted_at),
  -- The friend's first purchase, while it stands.
  qualified_by uuid references loyalty.purchase (id),
  qualified_at timestamptz,
  check (inviter_id <> friend_id),
  check ((qualified_by is null) = (qualified_at is null)),
  constraint referral_once unique (merchant_id, friend_id),
  foreign key (merchant_id, terms_version) references loyalty.terms (merchant_id, version),
  foreign key (merchant_id, inviter_id) references loyalty.member (merchant_id, person_id),
  foreign key (merchant_id, friend_id) references loyalty.member (merchant_id, person_id)
);
create index referral_inviter on loyalty.referral (merchant_id, inviter_id);

create table loyalty.gift_card (
  id uuid primary key,
  merchant_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- Whoever knows the code has the card: it is kept as something that cannot be read.
  code_digest bytea not null unique check (length(code_digest) = 32),
  -- The purchase that paid for it: the card goes back with that.
  bought_with uuid,
  holder_id uuid,
  is_disabled boolean not null default false,
  issued_at timestamptz not null,
  added_at timestamptz,
  expires_at timestamptz not null check (expires_at > issued_at),
  noticed_at timestamptz,
  check ((holder_id is null) = (added_at is null))
);
create index gift_card_holder on loyalty.gift_card (holder_id) where holder_id is not null;
create index gift_card_bought on loyalty.gift_card (bought_with) where bought_with is not null;
create index gift_card_due on loyalty.gift_card (expires_at)
  where noticed_at is null and holder_id is not null;

-- What a spending took from each card, so that it goes back to where it came from.
create table loyalty.gift_draw (
  spending_id uuid not null references loyalty.spending (id),
  gift_card_id uuid not null references loyalty.gift_card (id),
  amount bigint not null check (amount > 0),
  returned bigint not null default 0,
  primary key (spending_id, gift_card_id),
  constraint draw_returned_within check (returned between 0 and amount)
);
create index gift_draw_card on loyalty.gift_draw (gift_card_id);
