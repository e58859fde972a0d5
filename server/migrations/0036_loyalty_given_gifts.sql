-- Gift value that a shop gives for buying: on a card of its own, which follows the purchase as points do.
alter table loyalty.gift_card
  -- The purchase that it was given for; null for a card that somebody paid for.
  add column given_with uuid references loyalty.purchase (id),
  -- It pays from this instant on.
  add column available_at timestamptz,
  -- What its purchase is worth now, and what of that was given and neither taken back nor paid for.
  add column due_minor bigint,
  add column posted_minor bigint,
  add constraint gift_card_given_once unique (given_with),
  add constraint gift_card_given_as_due check (
    case when given_with is null then available_at is null and due_minor is null
      and posted_minor is null
    else available_at >= issued_at and holder_id is not null and bought_with is null
      and due_minor between 0 and amount_minor and posted_minor between due_minor and amount_minor
    end);
create index gift_card_given on loyalty.gift_card (holder_id, merchant_id)
  where given_with is not null;
