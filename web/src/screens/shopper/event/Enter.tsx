/** The way into an event: the button, the code where one is asked for, and what one has entered. */
import { Button, TextInput } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { useGo } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { NumberGate } from '../../../parts/NumberGate.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { event as en } from '../../../text/en/events.ts'
import { counted } from '../../../text/figures.ts'
import { event as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Card } from '../../../ui/Section.tsx'
import styles from './event.module.css'
import { TakeBack } from './TakeBack.tsx'
import type { FoundEvent } from './time.ts'

export function Enter({ found }: { readonly found: FoundEvent }) {
  const t = useText({ ko, en })
  const { page, mine } = found
  const canEnter = page.phase === 'open' && (mine?.hasTurn ?? true)
  return (
    <>
      {mine && mine.entries.length > 0 && <Mine found={found} entries={mine.entries} />}
      {canEnter && (
        <NeedsSignIn icon={IconCalendarEvent} title={t.signInTitle} body={t.signInBody}>
          <NumberGate
            standing={page.entries < page.entriesMax ? found.myNumber : null}
            what={page.cadence === 'daily' ? 'daily' : 'event'}
          >
            <EnterForm key={mine?.entries.length ?? 0} found={found} />
          </NumberGate>
        </NeedsSignIn>
      )}
    </>
  )
}

function EnterForm({ found: { page } }: { readonly found: FoundEvent }) {
  const t = useText({ ko, en })
  const [entryId] = useState(newId)
  const [code, setCode] = useState('')
  const asksCode = page.audience === 'code'
  const isFull = page.entries >= page.entriesMax
  const enter = useSave({
    run: () =>
      call('POST /v1/pages/{slug}/entries', {
        params: { slug: page.slug },
        body: { entryId, ...(asksCode && { code: code.trim() }) },
      }),
    done: null,
    after: () => refresh('GET /v1/pages/{slug}'),
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!enter.isPending && !isFull) enter.mutate()
      }}
    >
      {asksCode && (
        <TextInput
          label={t.codeLabel}
          size="md"
          maxLength={30}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
      )}
      <BigButton
        type="submit"
        loading={enter.isPending}
        disabled={asksCode && code.trim() === ''}
        whyNot={isFull ? t.full : null}
      >
        {page.choosing === 'draw' ? t.enter : t.enterFirst}
      </BigButton>
    </form>
  )
}

type Entries = NonNullable<FoundEvent['mine']>['entries']

function Mine({ found, entries }: { readonly found: FoundEvent; readonly entries: Entries }) {
  const t = useText({ ko, en })
  const go = useGo()
  const { page, draw } = found
  const isDraw = page.choosing === 'draw'
  const hasWon = entries.some((entry) => entry.hasWon)
  const rewarded = entries.find(({ reward }) => reward !== 'none')
  const couponId = entries.find((entry) => entry.couponId)?.couponId
  const outcome = !isDraw ? null : draw === null ? t.waitDraw : hasWon ? t.won : t.lost
  return (
    <Card tone="yes">
      <div role="status" className={styles.mine}>
        <h2 className={styles.heading}>{isDraw ? t.enteredTitle : t.enteredFirst}</h2>
        <p className={`${styles.plain} figures`}>
          {t.number(entries.map(({ number }) => counted(number)).join(', '))}
        </p>
        {outcome && <p className={styles.plain}>{outcome}</p>}
        {rewarded && rewarded.reward !== 'none' && (
          <p className={styles.plain}>{t[rewarded.reward]}</p>
        )}
        {page.cadence === 'daily' && page.phase === 'open' && !found.mine?.hasTurn && (
          <p className={styles.plain}>{t.tomorrow}</p>
        )}
      </div>
      {couponId && (
        <Button h={52} onClick={() => go(links.coupon(couponId))}>
          {t.toCoupon}
        </Button>
      )}
      <TakeBack found={found} entries={entries} />
    </Card>
  )
}
