-- An offer keeps its terms as the words of pricing, where it had a benefit of three kinds.
alter table offers.offer add column terms jsonb;
update offers.offer set terms = jsonb_build_object(
  'effects', case kind
    when 'percent' then jsonb_build_array(jsonb_build_object('kind', 'order-discount', 'tiers',
      jsonb_build_object('by', 'amount', 'steps', jsonb_build_array(jsonb_build_object('from', 0,
        'off', jsonb_build_object('kind', 'percent', 'percentOff', percent_off))))))
    when 'amount' then jsonb_build_array(jsonb_build_object('kind', 'order-discount', 'tiers',
      jsonb_build_object('by', 'amount', 'steps', jsonb_build_array(jsonb_build_object('from', 0,
        'off', jsonb_build_object('kind', 'amount', 'amountOffMinor', amount_off_minor))))))
    else jsonb_build_array(jsonb_build_object('kind', 'free-item', 'item',
      jsonb_build_object('itemId', '', 'itemName', item_name,
        'unitMinor', coalesce(amount_off_minor, 0)),
      'units', 1, 'mode', case when amount_off_minor is null then 'added' else 'in-cart' end))
    end
    || case when points_percent = 0 then '[]'::jsonb else jsonb_build_array(
      jsonb_build_object('kind', 'points-percent', 'percent', points_percent)) end,
  'billMinorMin', bill_minor_min,
  'discountMinorMax', discount_minor_max,
  'conditions', '[]'::jsonb,
  'stacking', jsonb_build_object('kind', 'never'));
alter table offers.offer
  alter column terms set not null,
  add constraint offer_has_effects check (jsonb_array_length(terms -> 'effects') between 1 and 5),
  add column rank integer not null default 0 check (rank between 0 and 1000),
  drop column kind,
  drop column percent_off,
  drop column amount_off_minor,
  drop column item_name,
  drop column discount_minor_max,
  drop column bill_minor_min,
  drop column points_percent;
alter table offers.offer alter column rank drop default;
