/** What was written in a talk, the oldest above: bubbles, cards, and what is still on its way. */
import { Button } from '@mantine/core'
import { IconDice5, IconTicket } from '@tabler/icons-react'
import { Fragment, useEffect, useRef, type ReactNode } from 'react'
import { links } from '../../links.ts'
import { talk as en } from '../../text/en/talk.ts'
import { talk as ko } from '../../text/ko/talk.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { clock, date, dayName, dayOf, won } from '../format.ts'
import { GoLink } from '../go.tsx'
import type { Waiting } from './outbox.ts'
import styles from './talk.module.css'
import type { Outbox } from './use-outbox.ts'

type GameShown = { readonly gameId: string; readonly title: string }
export type Side = 'person' | 'shop'
/** As much of a message as both sides see. */
export type ThreadMessage = {
  readonly id: string
  readonly number: number
  readonly side: Side
  readonly kind: 'text' | 'picture' | 'coupon' | 'order' | 'game' | 'away' | 'hand-over'
  readonly text: string | null
  readonly pictureId: string | null
  readonly coupon: {
    readonly couponId: string
    readonly title: string
    readonly expiresAt: string
  } | null
  readonly order: {
    readonly items: readonly {
      readonly name: string
      readonly quantity: number
      readonly priceMinor: number
    }[]
    readonly sumMinor: number
  } | null
  readonly game: GameShown | null
  readonly at: string
}

type ThreadProps<Message extends ThreadMessage> = {
  readonly side: Side
  /** The newest first, as the server tells them. */
  readonly messages: readonly Message[]
  /** How far the other side has read. */
  readonly otherRead: number
  readonly outbox: Outbox
  readonly pictureUrl: (pictureId: string, size: 'large' | 'small') => string
  readonly now: Date
  /** Above all, where there is more. */
  readonly more: ReactNode
  /** Shown while nothing was written. */
  readonly empty: string
  /** Who of the shop wrote it; and notes that only the shop sees. */
  readonly aside?: (message: Message) => ReactNode
  /** What can be done with a game here. */
  readonly play?: (game: GameShown) => ReactNode
}

export function Thread<Message extends ThreadMessage>(props: ThreadProps<Message>) {
  const { side, messages, outbox, otherRead, more, empty } = props
  const t = useText({ ko, en })
  const end = useRef<HTMLDivElement>(null)
  const rows = messages.toReversed()
  const newest = messages[0]?.id
  const waiting = outbox.waiting.length
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [newest, waiting])
  const lastRead = rows.findLast((it) => it.side === side && it.number <= otherRead)?.id
  // Reached by keyboard too, because it scrolls; what comes in is read out.
  return (
    <div className={styles.scroll} role="log" aria-label={t.thread} tabIndex={0}>
      {more}
      {rows.length === 0 && waiting === 0 && <p className={styles.start}>{empty}</p>}
      <ol className={styles.thread}>
        {rows.map((message, at) => (
          <Fragment key={message.id}>
            <DayLine message={message} before={rows[at - 1]} now={props.now} />
            <li className={styles.line} data-mine={message.side === side} data-kind={message.kind}>
              <Said {...props} message={message} />
              {message.id === lastRead && <span className={styles.mark}>{t.read}</span>}
            </li>
          </Fragment>
        ))}
        {outbox.waiting.map((one) => (
          <WaitingLine key={one.id} one={one} outbox={outbox} />
        ))}
      </ol>
      <div ref={end} />
    </div>
  )
}

function DayLine({
  message,
  before,
  now,
}: {
  readonly message: ThreadMessage
  readonly before: ThreadMessage | undefined
  readonly now: Date
}) {
  const { language } = useLanguage()
  const at = new Date(message.at)
  if (before && dayOf(new Date(before.at)) === dayOf(at)) return null
  return <li className={styles.day}>{dayName(at, now, language)}</li>
}

function Said<Message extends ThreadMessage>({
  message,
  side,
  aside,
  play,
  pictureUrl,
  now,
}: ThreadProps<Message> & { readonly message: Message }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const time = (
    <time className={styles.time} dateTime={message.at}>
      {clock(new Date(message.at), language)}
    </time>
  )
  const who = message.side === side ? t.me : message.side === 'shop' ? t.shop : t.customer
  if (message.kind === 'hand-over') return <div className={styles.note}>{aside?.(message)}</div>
  return (
    <>
      <div className={styles.bubble}>
        <span className="only-heard">{who}: </span>
        {message.kind === 'away' && <span className={styles.auto}>{t.auto}</span>}
        {message.text && <span className={styles.text}>{message.text}</span>}
        {message.pictureId && (
          <a href={pictureUrl(message.pictureId, 'large')} target="_blank" rel="noreferrer">
            <img
              className={styles.picture}
              src={pictureUrl(message.pictureId, 'small')}
              alt={t.pictureAlt(who)}
              loading="lazy"
            />
          </a>
        )}
        {message.coupon && <CouponCard coupon={message.coupon} side={side} now={now} />}
        {message.order && <OrderCard order={message.order} />}
        {message.game && (
          <div className={styles.card}>
            <p className={styles.cardHead}>
              <IconDice5 size={20} aria-hidden /> {t.game.card}
            </p>
            <p className={styles.cardTitle}>{message.game.title}</p>
            {play?.(message.game)}
          </div>
        )}
      </div>
      <span className={styles.foot}>
        {aside?.(message)}
        {time}
      </span>
    </>
  )
}

function CouponCard({
  coupon,
  side,
  now,
}: {
  readonly coupon: NonNullable<ThreadMessage['coupon']>
  readonly side: Side
  readonly now: Date
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <div className={styles.card}>
      <p className={styles.cardHead}>
        <IconTicket size={20} aria-hidden /> {t.coupon.card}
      </p>
      <p className={styles.cardTitle}>{coupon.title}</p>
      <p className={styles.soft}>
        {t.coupon.until(date(new Date(coupon.expiresAt), now, language))}
      </p>
      {side === 'person' && (
        <GoLink className={styles.cardGo} href={links.coupon(coupon.couponId)}>
          {t.coupon.open}
        </GoLink>
      )}
    </div>
  )
}

function OrderCard({ order }: { readonly order: NonNullable<ThreadMessage['order']> }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <div className={styles.card}>
      <p className={styles.cardHead}>{t.order.card}</p>
      <ul className={styles.items}>
        {order.items.map((item, at) => (
          <li key={at}>
            <span>
              {item.name} {item.quantity > 1 && t.order.pieces(item.quantity)}
            </span>
            <span className="figures">{won(item.quantity * item.priceMinor, language)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.sum}>
        <span>{t.order.sum}</span>
        <b className="figures">{won(order.sumMinor, language)}</b>
      </p>
    </div>
  )
}

function WaitingLine({ one, outbox }: { readonly one: Waiting; readonly outbox: Outbox }) {
  const t = useText({ ko, en })
  const { content, whyNot, id } = one
  return (
    <li className={styles.line} data-mine data-waiting>
      <div className={styles.bubble}>
        <span className={styles.text}>
          {content.kind === 'text' ? content.text : t.last['picture']}
        </span>
      </div>
      {whyNot === null ? (
        <span className={styles.foot}>{navigator.onLine ? t.sending : t.waiting}</span>
      ) : (
        <div className={styles.failed} role="alert">
          <span>
            {t.notSent}. {whyNot}
          </span>
          <span className={styles.choices}>
            <Button variant="subtle" size="compact-md" mih={44} onClick={() => outbox.drop(id)}>
              {t.drop}
            </Button>
            <Button variant="light" size="compact-md" mih={44} onClick={() => outbox.again(id)}>
              {t.again}
            </Button>
          </span>
        </div>
      )}
    </li>
  )
}
