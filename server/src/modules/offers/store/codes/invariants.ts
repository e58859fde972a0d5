/** What must hold of voucher codes in every database: each query returns no row when all is well. */

export const codeInvariants = [
  {
    id: 'offers.voucher-claims-are-counted',
    says: 'What is counted on each voucher code are the coupons it gave, within its limit.',
    query: `select v.batch_id, v.number, v.claims, count(k.coupon_id) as coupons
      from offers.voucher v
      left join offers.voucher_claim k on k.batch_id = v.batch_id and k.number = v.number
      where v.claims > 0 or k.coupon_id is not null
      group by v.batch_id, v.number
      having v.claims <> count(k.coupon_id) or v.claims > v.claims_max`,
  },
  {
    id: 'offers.voucher-claims-are-coupons',
    says: 'Each claim by code gave a coupon of the offer of the batch to the person who claimed.',
    query: `select k.coupon_id from offers.voucher_claim k
      join offers.code_batch b on b.id = k.batch_id
      join offers.coupon c on c.id = k.coupon_id
      where c.offer_id <> b.offer_id or c.person_id <> k.person_id
        or c.source_kind <> 'voucher'`,
  },
  {
    id: 'offers.batch-is-count',
    says: 'The codes and claims counted on each batch are those it has, and none is made in excess.',
    query: `select b.id from offers.code_batch b
      left join (
        select batch_id, count(*) as codes, sum(claims) as claims
        from offers.voucher group by batch_id
      ) v on v.batch_id = b.id
      where b.made <> coalesce(v.codes, 0) or b.claims <> coalesce(v.claims, 0)
        or b.pattern is not null and b.made > b.wanted`,
  },
] as const
