/** Whether the brands ticked may send their advertisements: one question for those not asked yet. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { AgeNotice } from '../../../parts/AgeNotice.tsx'
import { useMe } from '../../../parts/me.ts'
import { useSave } from '../../../parts/use-save.ts'
import { brands as en } from '../../../text/en/brands.ts'
import { counted } from '../../../text/figures.ts'
import { brands as ko } from '../../../text/ko/brands.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import styles from './brands.module.css'
import type { Friend } from './use-ticks.ts'

/** So many names stand in the question; of more their number. */
const NAMED_MAX = 100

/** The shops ticked that were not said yes to; none where the whole market was. */
export function useUnasked(mine: readonly Friend[] | null): readonly Friend[] {
  const isPerson = useMe().kind === 'person'
  const { data } = useQuery({ ...ask('GET /v1/me/consents'), enabled: isPerson })
  const agrees = data?.items.some(({ purpose, granted }) => purpose === 'marketing' && granted)
  if (mine === null || agrees !== false) return []
  return mine.filter((friend) => !friend.agrees && !friend.isBlocked)
}

export function AskConsents({
  shops,
  onLater,
}: {
  readonly shops: readonly Friend[]
  readonly onLater: () => void
}) {
  const t = useText({ ko, en }).ask
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <BigButton onClick={() => setOpen(true)}>{t.button(counted(shops.length))}</BigButton>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={t.title}>
        <Question shops={shops} onLater={onLater} />
      </Sheet>
    </>
  )
}

function Question({
  shops,
  onLater,
}: {
  readonly shops: readonly Friend[]
  readonly onLater: () => void
}) {
  const t = useText({ ko, en }).ask
  const who = useMe()
  const { language } = useLanguage()
  const wordings = useQuery(ask('GET /v1/consent-wordings', { query: { of: 'merchant' } }))
  const wording = wordings.data?.items.find(({ purpose }) => purpose === 'marketing')
  const save = useSave({
    run: async () => {
      const { version: wordingVersion = 0 } = wording ?? {}
      for (const { merchant } of shops) {
        const body = { purpose: 'marketing', granted: true, wordingVersion }
        // oxlint-disable-next-line no-await-in-loop -- a yes to each shop is a proof of its own
        await call('POST /v1/me/merchant-consents', {
          body: { ...body, merchantId: merchant.id },
        })
      }
    },
    done: t.done,
    after: () => refresh('GET /v1/me/friends', 'GET /v1/me/merchant-consents'),
  })
  if (who.kind === 'person' && who.me.age === 'unsaid') return <AgeNotice />
  const names = shops.slice(0, NAMED_MAX).map(({ merchant }) => merchant.name)
  const more = shops.length - names.length
  return (
    <div className={styles.question}>
      <p className={styles.plain}>{t.why}</p>
      <p className={styles.plain}>
        <b>{t.of}</b>: {names.join(', ')}
        {more > 0 && ` ${t.more(counted(more))}`}
      </p>
      {wording && <p className={styles.plain}>{wording[language]}</p>}
      <p className={styles.soft}>{t.kept}</p>
      <div className={styles.answers}>
        <Button variant="default" h={52} onClick={onLater}>
          {t.later}
        </Button>
        <Button h={52} disabled={!wording} loading={save.isPending} onClick={() => save.mutate()}>
          {t.yes}
        </Button>
      </div>
    </div>
  )
}
