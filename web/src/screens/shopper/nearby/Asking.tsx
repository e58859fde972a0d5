/** Asking for location at the moment it helps: first for this phone only, then to be found by shops. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { AgeNotice } from '../../../parts/AgeNotice.tsx'
import { useMe } from '../../../parts/me.ts'
import type { Whereabouts } from '../../../parts/whereabouts.ts'
import { nearby as en } from '../../../text/en/nearby.ts'
import { ui as uiEn } from '../../../text/en/ui.ts'
import { nearby as ko } from '../../../text/ko/nearby.ts'
import { ui as uiKo } from '../../../text/ko/ui.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { toast } from '../../../ui/Toast.tsx'
import styles from './Asking.module.css'

/** Remembers a "later", so that the same question is not asked at every visit. */
function useLater(key: string, days: number): readonly [isLater: boolean, later: () => void] {
  const [isLater, setLater] = useState(
    () => Number(localStorage.getItem(key) ?? 0) > Date.now() - days * 86_400_000,
  )
  return [
    isLater,
    () => {
      localStorage.setItem(key, String(Date.now()))
      setLater(true)
    },
  ]
}

/** Later and yes, equally large. */
function Question({
  title,
  children,
  onYes,
  onLater,
  isBusy = false,
}: {
  readonly title: string
  readonly children: React.ReactNode
  readonly onYes: () => void
  readonly onLater: () => void
  readonly isBusy?: boolean
}) {
  const t = useText({ ko: uiKo, en: uiEn })
  return (
    <section className={styles.question} aria-label={title}>
      <p className={styles.title}>{title}</p>
      <div className={styles.body}>{children}</div>
      <div className={styles.answers}>
        <Button variant="default" mih={48} onClick={onLater}>
          {t.later}
        </Button>
        <Button mih={48} onClick={onYes} loading={isBusy}>
          {t.yes}
        </Button>
      </div>
    </section>
  )
}

export function AskHere({
  whereabouts,
  onYes,
}: {
  readonly whereabouts: Whereabouts
  readonly onYes: () => void
}) {
  const t = useText({ ko, en })
  const [isLater, later] = useLater('golmok.later.here', 14)
  if (whereabouts.kind === 'denied') return <p className={styles.note}>{t.denied}</p>
  if (whereabouts.kind === 'unavailable') return <p className={styles.note}>{t.unavailable}</p>
  if (whereabouts.kind !== 'unasked' || isLater) return null
  return (
    <Question title={t.askHere.title} onYes={onYes} onLater={later}>
      {t.askHere.body}
    </Question>
  )
}

/** Once the phone may tell where it is: whether shops may find us when we pass. */
export function AskSignals({ whereabouts }: { readonly whereabouts: Whereabouts }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const who = useMe()
  const says = useRefusalText()
  const [isLater, later] = useLater('golmok.later.signals', 30)
  const [isBusy, setBusy] = useState(false)
  const isWanted = whereabouts.kind === 'known' && who.kind === 'person' && !isLater
  const consents = useQuery({ ...ask('GET /v1/me/consents'), enabled: isWanted })
  const wordings = useQuery({ ...ask('GET /v1/consent-wordings'), enabled: isWanted })
  const given = consents.data?.items.some((row) => row.purpose === 'location' && row.granted)
  const wording = wordings.data?.items.find((one) => one.purpose === 'location')
  if (!isWanted || given !== false || !wording) return null
  if (who.me.age === 'unsaid') return <AgeNotice />
  const agree = async () => {
    setBusy(true)
    try {
      await call('POST /v1/me/consents', {
        body: { purpose: 'location', granted: true, wordingVersion: wording.version },
      })
      await refresh('GET /v1/me/consents')
      toast({ says: t.askSignals.thanks, tone: 'yes' })
    } catch (error) {
      toast({ says: says(error), tone: 'no' })
    }
    setBusy(false)
  }
  return (
    <Question title={t.askSignals.title} onYes={() => void agree()} onLater={later} isBusy={isBusy}>
      {wording[language]} {t.askSignals.keepHow}
    </Question>
  )
}
