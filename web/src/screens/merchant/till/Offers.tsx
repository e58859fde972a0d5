/** Each offer that was considered: used, or why not, in plain words. */
import { IconCircleCheck, IconCircleOff } from '@tabler/icons-react'
import { won } from '../../../parts/format.ts'
import { refusalWords } from '../../../parts/refusal-words.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantTill as en } from '../../../text/en/merchant-till.ts'
import { merchantTill as ko } from '../../../text/ko/merchant-till.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import styles from './till.module.css'
import type { BillQuote } from './till.ts'

type Considered = BillQuote['offers'][number]

export function Offers({ offers }: { readonly offers: BillQuote['offers'] }) {
  const t = useText({ ko, en })
  if (offers.length === 0) return <p className={styles.soft}>{t.noOffers}</p>
  return (
    <ul className={styles.lines} aria-label={t.coupons}>
      {offers.map((offer) => (
        <OfferLine key={offer.couponId ?? offer.offerId} offer={offer} offers={offers} />
      ))}
    </ul>
  )
}

function OfferLine({
  offer,
  offers,
}: {
  readonly offer: Considered
  readonly offers: BillQuote['offers']
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useWhyNot(offer, offers)
  const Icon = offer.isUsed ? IconCircleCheck : IconCircleOff
  return (
    <li className={styles.offer} data-used={offer.isUsed || undefined}>
      <Icon size={20} aria-hidden />
      <div className={styles.offerWords}>
        <p>
          <b>{offer.offerTitle}</b>
        </p>
        <p className={styles.soft}>
          {!offer.isUsed && says}
          {offer.isUsed &&
            (offer.discountMinor > 0 ? t.used(won(offer.discountMinor, language)) : t.usedOnly)}
        </p>
        {offer.extras.map((extra) => (
          <p key={`${extra.kind}/${extra.itemName}`}>
            {extra.kind === 'added'
              ? t.extraAdded(extra.itemName, extra.units)
              : t.extraUpgraded(extra.itemName)}
          </p>
        ))}
      </div>
    </li>
  )
}

/** Why an offer is not used; where another one is in the way, which. */
function useWhyNot({ reason }: Considered, offers: BillQuote['offers']): string {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  if (!reason) return ''
  const other = offers.find(({ offerId }) => offerId === reason.details['otherOfferId'])
  if (reason.code === 'offer.does-not-stack' && other) return t.notWith(other.offerTitle)
  const { code, says, details: more } = reason
  return refusalWords({ code, says, more }, now, language).says
}
