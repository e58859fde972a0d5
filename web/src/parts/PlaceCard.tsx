/** A place in a list: what it is, whether it is open, how far, and what it is worth. */
import { IconTicket } from '@tabler/icons-react'
import { links } from '../links.ts'
import type { PlaceCardShape } from '../shapes.ts'
import { parts as en } from '../text/en/parts.ts'
import { parts as ko } from '../text/ko/parts.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { CategoryIcon } from './category.tsx'
import { inkOn } from './colour.ts'
import { distance, walkMinutes } from './format.ts'
import { GoLink } from './go.tsx'
import { openingLine, openingTone, type OpeningFacts } from './opening.ts'
import styles from './PlaceCard.module.css'

/** The round sign of a shop: its kind, in its colour. */
export function ShopSign({
  category,
  color,
  size = 44,
}: {
  readonly category: string
  readonly color: string
  readonly size?: number
}) {
  return (
    <span
      className={styles.sign}
      data-ink={inkOn(color)}
      style={{ '--shop': color, '--size': `${size}px` }}
      aria-hidden
    >
      <CategoryIcon category={category} size={Math.round(size * 0.5)} />
    </span>
  )
}

export function OpeningLine({ facts, now }: { readonly facts: OpeningFacts; readonly now: Date }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <span className={styles.opening} data-tone={openingTone(facts, now)}>
      {openingLine(facts, now, language, t.opening)}
    </span>
  )
}

export function Distance({ meters }: { readonly meters: number }) {
  const t = useText({ ko, en })
  const minutes = walkMinutes(meters)
  return (
    <span className="figures">
      {distance(meters)}
      {minutes !== null && ` · ${t.walk(minutes)}`}
    </span>
  )
}

export function PlaceCard({
  place,
  now,
  worth,
  isChosen = false,
  withAddress = false,
}: {
  readonly place: PlaceCardShape
  readonly now: Date
  /** One line on what makes it worth going: an offer, a coupon in the wallet. */
  readonly worth?: string | null
  readonly isChosen?: boolean
  /** Where places of one name stand among each other. */
  readonly withAddress?: boolean
}) {
  return (
    <GoLink className={styles.card} href={links.place(place.id)} data-chosen={isChosen}>
      <ShopSign category={place.category} color={place.color} />
      <span className={styles.words}>
        <span className={styles.name}>{place.name}</span>
        <span className={styles.line}>
          <OpeningLine facts={place} now={now} />
        </span>
        {withAddress && place.address && <span className={styles.line}>{place.address}</span>}
        {place.distanceMeters !== null && (
          <span className={styles.line}>
            <Distance meters={place.distanceMeters} />
          </span>
        )}
        {worth && (
          <span className={styles.worth}>
            <IconTicket size={16} stroke={2} aria-hidden />
            {worth}
          </span>
        )}
      </span>
    </GoLink>
  )
}
