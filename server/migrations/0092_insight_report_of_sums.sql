-- Who of a message used a coupon is looked up for what they spent: a few, among all who opened it.
create index message_act_redeemed on insight.message_act (mailing_id, person_id)
  where what = 'redeemed';
