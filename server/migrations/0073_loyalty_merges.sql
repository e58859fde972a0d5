-- A membership goes from one account of a person to another with all that hangs on it: the keys are
-- asked at the end of the transaction then, and at once as ever in all others.
alter table loyalty.purchase alter constraint purchase_merchant_id_person_id_fkey deferrable;
alter table loyalty.earning alter constraint earning_merchant_id_person_id_fkey deferrable;
alter table loyalty.reward alter constraint reward_merchant_id_person_id_fkey deferrable;
alter table loyalty.referral alter constraint referral_merchant_id_inviter_id_fkey deferrable;
alter table loyalty.referral alter constraint referral_merchant_id_friend_id_fkey deferrable;
alter table loyalty.member_tag alter constraint member_tag_merchant_id_person_id_fkey deferrable;
