/** The ways out: how they are doing, what did not get through, and sending it again. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { Endless, byCursor } from '../../parts/Endless.tsx'
import { dateAndClock } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { useSave } from '../../parts/use-save.ts'
import { ways as namesEn, waysDesk as en } from '../../text/en/ways.ts'
import { ways as namesKo, waysDesk as ko } from '../../text/ko/ways.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { GridTable } from '../../ui/FigureTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { toast } from '../../ui/Toast.tsx'
import styles from './operator.module.css'
import type { DeadLetter, WaysReport } from './shapes.ts'
import { Templates } from './Templates.tsx'

const wayNames = ['email', 'sms', 'kakao', 'line', 'push'] as const
const states = ['queued', 'taken', 'delivered', 'dropped', 'bounced', 'failed', 'dead'] as const
const deadStates: readonly string[] = ['bounced', 'failed', 'dead']

const afterReplay = () => refresh('GET /v1/operator/ways', 'GET /v1/operator/dead-letters')

const LOOK_MS = 10_000

export function Ways() {
  const t = useText({ ko, en })
  const report = useQuery({ ...ask('GET /v1/operator/ways'), refetchInterval: LOOK_MS })
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t.hint}</p>
      <Answer query={report}>
        {(data) => (
          <>
            <Verdict report={data} />
            <Counts report={data} />
            {data.reasons.length > 0 && <Reasons report={data} />}
          </>
        )}
      </Answer>
      <DeadLetters />
      <Templates />
      <Answer query={report}>{({ inbound }) => <Inbound inbound={inbound} />}</Answer>
    </div>
  )
}

function Verdict({ report: { open, counts } }: { readonly report: WaysReport }) {
  const t = useText({ ko, en })
  const sum = (asked: (state: string) => boolean) =>
    counts.filter(({ state }) => asked(state)).reduce((total, { count }) => total + count, 0)
  const dead = sum((state) => deadStates.includes(state))
  const waiting = sum((state) => state === 'queued')
  const Icon = dead === 0 ? IconCircleCheck : IconCircleX
  const words = open.length === 0 ? t.closed : dead > 0 ? t.dead(dead) : t.good
  return (
    <div>
      <p className={styles.sentence}>
        {open.length > 0 && <Icon size={30} aria-hidden />}
        {words}
      </p>
      {waiting > 0 && <p className={styles.soft}>{t.late(waiting)}</p>}
    </div>
  )
}

function Counts({ report: { open, counts } }: { readonly report: WaysReport }) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: namesKo, en: namesEn })
  const { language } = useLanguage()
  const figure = new Intl.NumberFormat(language)
  return (
    <Section title={t.counts}>
      <GridTable
        label={t.counts}
        corner={t.way}
        columns={states.map((state) => t.states[state])}
        rows={wayNames.map((way) => ({
          key: way,
          name: way === 'push' || open.includes(way) ? names[way] : `${names[way]} · ${t.isOff}`,
          figures: states.map((state) =>
            figure.format(
              counts.find((each) => each.way === way && each.state === state)?.count ?? 0,
            ),
          ),
        }))}
      />
    </Section>
  )
}

function Reasons({ report: { reasons } }: { readonly report: WaysReport }) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: namesKo, en: namesEn })
  const replay = useSave<WaysReport['reasons'][number]>({
    run: async ({ way, state, reason }) => {
      const body = { way, state, ...(reason && { reason }) }
      const { replayed } = await call('POST /v1/operator/dead-letters/replay', { body })
      toast({ says: t.replayed(replayed), tone: 'yes' })
    },
    done: null,
    after: afterReplay,
  })
  return (
    <Section title={t.reasons}>
      <ul className={styles.verdicts}>
        {reasons.map((each) => {
          const reason = t.kinds[each.kind]
          return (
            <li key={`${each.way}/${each.state}/${each.reason}`} className={styles.verdict}>
              <span className={styles.verdictWords}>
                <b>
                  {names[each.way]} · {t.states[each.state]} · {each.count}
                </b>
                <br />
                {reason}
                <Said kind={each.kind} words={each.reason} />
              </span>
              <Button
                variant="default"
                mih={44}
                loading={replay.isPending && replay.variables === each}
                aria-label={t.replayAllOf(reason)}
                onClick={() => replay.mutate(each)}
              >
                {t.replayAll}
              </Button>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** The very words of a provider, in its own language; of what never went out there are none. */
function Said({ kind, words }: { readonly kind: DeadLetter['kind']; readonly words: string }) {
  const t = useText({ ko, en })
  if (words === '' || kind === 'no-template') return null
  return (
    <span className={styles.code}>
      {t.said}: {words}
    </span>
  )
}

const LETTERS_SHOWN = 30

function DeadLetters() {
  const t = useText({ ko, en })
  const { names } = useText({ ko: namesKo, en: namesEn })
  const [way, setWay] = useState<(typeof wayNames)[number] | null>(null)
  const letters = useInfiniteQuery({
    queryKey: ['GET /v1/operator/dead-letters', way],
    queryFn: ({ pageParam: cursor, signal }) =>
      call('GET /v1/operator/dead-letters', {
        query: { way, cursor, limit: LETTERS_SHOWN },
        signal,
      }),
    // With the figures above: what was sent again and failed again is in both or in neither.
    refetchInterval: LOOK_MS,
    ...byCursor,
  })
  return (
    <Section title={t.letters}>
      <SegmentedControl
        size="md"
        aria-label={t.way}
        value={way ?? 'any'}
        onChange={(next) => setWay(wayNames.find((one) => one === next) ?? null)}
        data={[
          { value: 'any', label: t.anyWay },
          ...wayNames.map((value) => ({ value, label: names[value] })),
        ]}
      />
      <Endless query={letters} empty={<p className={styles.soft}>{t.empty}</p>}>
        {(rows) => (
          <ul className={styles.verdicts}>
            {rows.map((letter) => (
              <Letter key={letter.id} letter={letter} />
            ))}
          </ul>
        )}
      </Endless>
    </Section>
  )
}

function Letter({ letter }: { readonly letter: DeadLetter }) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: namesKo, en: namesEn })
  const { language } = useLanguage()
  const now = useNow(60)
  const { id, title, body, way, address, state, kind, error, attempts, merchantName, createdAt } =
    letter
  const replay = useSave({
    run: () =>
      call('POST /v1/operator/dead-letters/{deliveryId}/replay', { params: { deliveryId: id } }),
    done: t.replayedOne,
    after: afterReplay,
  })
  return (
    <li className={styles.verdict}>
      <span className={styles.verdictWords}>
        <details>
          <summary>
            <b>{title}</b>
          </summary>
          <p className={styles.after}>{body}</p>
        </details>
        <span className={styles.factMore}>
          {[
            merchantName,
            names[way],
            address,
            dateAndClock(new Date(createdAt), now, language),
          ].join(' · ')}
          <br />
          {[t.states[state], t.kinds[kind], t.tries(attempts)].join(' · ')}
          <Said kind={kind} words={error ?? ''} />
        </span>
      </span>
      <Button
        variant="default"
        mih={44}
        loading={replay.isPending}
        aria-label={t.replayOf(title)}
        onClick={() => replay.mutate()}
      >
        {t.replay}
      </Button>
    </li>
  )
}

function Inbound({ inbound }: { readonly inbound: WaysReport['inbound'] }) {
  const t = useText({ ko, en })
  const copy = useSave<string>({
    run: (text) => navigator.clipboard.writeText(text),
    done: t.copied,
  })
  return (
    <Section title={t.inbound} hint={t.inboundHint}>
      <ul className={styles.verdicts}>
        {(['mail', 'solapi', 'line'] as const).map((each) => (
          <li key={each} className={styles.verdict}>
            <span className={styles.verdictWords}>
              <b>{t.inboundNames[each]}</b>
              <br />
              <span className={styles.address}>{inbound[each]}</span>
            </span>
            <Button
              variant="default"
              mih={44}
              aria-label={t.copyOf(t.inboundNames[each])}
              onClick={() => copy.mutate(inbound[each])}
            >
              {t.copy}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
