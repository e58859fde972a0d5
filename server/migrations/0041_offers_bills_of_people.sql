-- How regular somebody is at a shop is told by the days on which they bought there.
create index bill_person on offers.bill (person_id, merchant_id, paid_at desc)
  where person_id is not null and state = 'paid';
