-- A shop may send a game to play within the talk (TA20).
alter table talk.message
  drop constraint message_kind_check,
  add constraint message_kind_known check
    (kind in ('text', 'picture', 'coupon', 'order', 'game', 'away', 'hand-over')),
  drop constraint message_check1,
  add constraint message_cards check
    ((kind in ('coupon', 'order', 'game')) = (card is not null) or kind = 'hand-over');
