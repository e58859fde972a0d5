/** The answer, big: a sign, a colour, words, and what comes next. */
import { Button, Loader } from '@mantine/core'
import {
  IconArrowBackUp,
  IconCheck,
  IconCloudQuestion,
  IconHandStop,
  IconTicket,
  type TablerIcon,
} from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { won } from '../../../parts/format.ts'
import { handedOver } from '../../../parts/terms.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantCounter as en } from '../../../text/en/merchant-counter.ts'
import { merchantCounter as ko } from '../../../text/ko/merchant-counter.ts'
import { offline as offlineEn } from '../../../text/en/offline.ts'
import { offline as offlineKo } from '../../../text/ko/offline.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { UNDO_MS, type Counter, type CounterEvent, type Redemption, type Terms } from './counter.ts'
import { refusalWords } from '../../../parts/refusal-words.ts'
import styles from './Result.module.css'

type Send = (event: CounterEvent) => void
/** Answers whether it was undone. */
type Undo = (redemption: Pick<Redemption, 'redemptionId' | 'isOffline'>) => Promise<boolean>
type Tone = 'yes' | 'no' | 'ask' | 'wait'

function Panel({
  tone,
  icon: Icon,
  title,
  children,
  actions,
}: {
  readonly tone: Tone
  readonly icon: TablerIcon
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // On a phone the answer may lie below what was touched.
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [title])
  return (
    <div
      ref={panel}
      className={styles.panel}
      data-tone={tone}
      role={tone === 'no' ? 'alert' : 'status'}
    >
      <span className={styles.sign} aria-hidden>
        <Icon size={56} stroke={2.2} />
      </span>
      <p className={styles.title}>{title}</p>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

function Bill({ terms }: { readonly terms: Terms }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const alone = useText({ ko: offlineKo, en: offlineEn })
  const item = terms.promised && handedOver(terms.promised, language)
  return (
    <>
      <p className={styles.offer}>
        {[terms.offerTitle, terms.isOffline ? alone.keptHere : t.holder(terms.holderName)].join(
          ' · ',
        )}
      </p>
      <p className={styles.sum}>
        <span className={styles.sumName}>{t.payLine}</span>
        <span className="figures">{won(terms.payMinor, language)}</span>
      </p>
      <p className={styles.detail}>
        <span className="figures">{won(terms.billMinor, language)}</span>
        {terms.discountMinor > 0 && ` − ${t.discountLine(won(terms.discountMinor, language))}`}
        {item && ` · ${item} ${t.itemLine}`}
      </p>
    </>
  )
}

export function Result({
  counter,
  send,
  onUndo,
}: {
  readonly counter: Exclude<Counter, { kind: 'open' }>
  readonly send: Send
  readonly onUndo: Undo
}) {
  const t = useText({ ko, en })
  const next = (
    <Button size="lg" h={60} onClick={() => send({ kind: 'next' })}>
      {t.next}
    </Button>
  )
  switch (counter.kind) {
    case 'quoting':
      return <Wait says={t.asking} />
    case 'redeeming':
      return <Wait says={counter.terms ? t.redeeming : t.recovered} />
    case 'quoted':
      return (
        <Panel
          tone="ask"
          icon={IconTicket}
          title={t.quoted}
          actions={
            <>
              <Button size="xl" h={68} autoFocus onClick={() => send({ kind: 'redeem' })}>
                {t.redeem}
              </Button>
              <Button variant="default" size="lg" h={52} onClick={() => send({ kind: 'next' })}>
                {t.cancel}
              </Button>
            </>
          }
        >
          <Bill terms={counter.terms} />
        </Panel>
      )
    case 'redeemed':
      return <Redeemed counter={counter} send={send} onUndo={onUndo} />
    case 'undone':
      return <Panel tone="wait" icon={IconArrowBackUp} title={t.undone} actions={next} />
    case 'refused':
      return <Refused counter={counter} send={send} />
    case 'unanswered':
    case 'unreached': {
      const isOut = counter.kind === 'unanswered'
      return (
        <Panel
          tone="no"
          icon={IconCloudQuestion}
          title={isOut ? t.unanswered : t.unreached}
          actions={
            <>
              <Button size="lg" h={60} onClick={() => send({ kind: 'again' })}>
                {t.retry}
              </Button>
              {!isOut && (
                <Button variant="default" size="lg" h={52} onClick={() => send({ kind: 'next' })}>
                  {t.next}
                </Button>
              )}
            </>
          }
        >
          <p className={styles.detail}>{isOut ? t.unansweredBody : t.unreachedBody}</p>
        </Panel>
      )
    }
  }
}

function Wait({ says }: { readonly says: string }) {
  return (
    <div className={styles.panel} data-tone="wait" role="status">
      <Loader size="lg" aria-hidden />
      <p className={styles.title}>{says}</p>
    </div>
  )
}

function Refused({
  counter,
  send,
}: {
  readonly counter: Extract<Counter, { kind: 'refused' }>
  readonly send: Send
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { says, todo } = refusalWords(counter.refusal, now, language)
  return (
    <Panel
      tone="no"
      icon={IconHandStop}
      title={says}
      actions={
        <>
          <Button size="lg" h={60} onClick={() => send({ kind: 'next' })}>
            {t.otherCode}
          </Button>
          <Button
            variant="default"
            size="lg"
            h={52}
            onClick={() => send({ kind: 'amount', digits: String(counter.asking.billMinor) })}
          >
            {t.changeAmount}
          </Button>
        </>
      }
    >
      <p className={styles.todo}>{todo}</p>
    </Panel>
  )
}

function Redeemed({
  counter: { redemption, atMs },
  send,
  onUndo,
}: {
  readonly counter: Extract<Counter, { kind: 'redeemed' }>
  readonly send: Send
  readonly onUndo: Undo
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [isUndoing, setUndoing] = useState(false)
  const alone = useText({ ko: offlineKo, en: offlineEn })
  const seconds = useSecondsLeft(atMs + UNDO_MS)
  const amount = won(redemption.payMinor, language)
  const item = redemption.promised && handedOver(redemption.promised, language)
  const discount = item
    ? `${item} ${t.itemLine}`
    : t.discountLine(won(redemption.discountMinor, language))
  const undo = async () => {
    setUndoing(true)
    const isUndone = await onUndo(redemption)
    setUndoing(false)
    if (isUndone) send({ kind: 'undone' })
  }
  return (
    <Panel
      tone="yes"
      icon={IconCheck}
      title={t.doneSays(amount)}
      actions={
        <>
          <Button size="lg" h={60} autoFocus onClick={() => send({ kind: 'next' })}>
            {t.next}
          </Button>
          {(seconds > 0 || isUndoing) && (
            <Button
              variant="default"
              size="lg"
              h={52}
              loading={isUndoing}
              leftSection={<IconArrowBackUp size={20} aria-hidden />}
              onClick={() => void undo()}
            >
              <span aria-hidden className="figures">
                {t.undoIn(seconds)}
              </span>
              <span className="only-heard">{t.reverse}</span>
            </Button>
          )}
        </>
      }
    >
      <p className={styles.detail}>
        {discount}
        {redemption.pointsEarned > 0 && ` · ${t.pointsLine(redemption.pointsEarned)}`}
      </p>
      <p className={styles.offer}>
        {[
          redemption.offerTitle,
          redemption.isOffline ? alone.keptHere : t.holder(redemption.holderName),
        ].join(' · ')}
      </p>
    </Panel>
  )
}

function useSecondsLeft(untilMs: number): number {
  const [left, setLeft] = useState(() => Math.ceil((untilMs - Date.now()) / 1_000))
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.ceil((untilMs - Date.now()) / 1_000)), 250)
    return () => clearInterval(timer)
  }, [untilMs])
  return Math.max(0, left)
}
