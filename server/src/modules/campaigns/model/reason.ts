/** The words of a decision's trace: which rule was asked, what it answered, and with which figures. */

/** Public codes, in the order in which they are asked. The web turns them into sentences. */
export type RuleCode =
  | 'trigger'
  | 'running'
  | 'in-window'
  | 'hours'
  | 'weekday'
  | 'place-open'
  | 'fresh'
  | 'location-consent'
  | 'marketing-consent'
  | 'not-bought'
  | 'favourite-near'
  | 'favourite'
  | 'viewed'
  | 'visited-at-least'
  | 'visited-at-most'
  | 'first-visit'
  | 'not-redeemed'
  | 'new-within'
  | 'retrigger'
  | 'person-cap'
  | 'offer-open'
  | 'budget-coupons'
  | 'budget-discount'
  | 'best-of-shop'
  | 'gate'
  | 'control-group'
  | 'coupon'

export type Reason = {
  readonly rule: RuleCode
  readonly ok: boolean
  readonly params: Readonly<Record<string, string | number | boolean | null>>
}

/** How a person favours a shop: this very place, or the brand. */
export type Favourite = 'place' | 'merchant'
