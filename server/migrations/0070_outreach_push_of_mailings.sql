-- A push is of a message or of a mailing: its id is one of either.
alter table outreach.push_delivery drop constraint push_delivery_message_id_fkey;
