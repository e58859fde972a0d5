/** 카운터: amount, coupon, answer. Works with one hand, a scanner, a keyboard, or a camera. */
import { ActionIcon, SegmentedControl } from '@mantine/core'
import { IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { ApiProblem, call, refresh } from '../../../api.ts'
import { undoHere } from '../../../offline/till.ts'
import { won } from '../../../parts/format.ts'
import { merchantCounter as en } from '../../../text/en/merchant-counter.ts'
import { merchantMember as memberEn } from '../../../text/en/merchant-member.ts'
import { merchantCounter as ko } from '../../../text/ko/merchant-counter.ts'
import { merchantMember as memberKo } from '../../../text/ko/merchant-member.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { AtPlace } from '../AtPlace.tsx'
import { CounterLinks } from '../CounterLinks.tsx'
import { Amount } from './Amount.tsx'
import { CheckIn } from './CheckIn.tsx'
import styles from './CounterScreen.module.css'
import { CodeEntry, type Way } from './CodeEntry.tsx'
import { amountTyped } from './keypad.ts'
import { Flagged } from './Flagged.tsx'
import { MemberPane } from './MemberPane.tsx'
import { Recent } from './Recent.tsx'
import { Result } from './Result.tsx'
import { OfflineBar } from '../../../parts/OfflineBar.tsx'
import { useOfflineTill } from '../../../parts/use-offline-till.ts'
import { wakeSound } from '../../../parts/sounds.ts'
import { useCounter } from './use-counter.ts'
import { useScannerKeys } from '../../../parts/use-scanner-keys.ts'

type Undoing = { readonly redemptionId: string; readonly isOffline: boolean }
type Mode = 'coupon' | 'member' | 'check-in'
const SOUND_KEY = 'golmok.counter.sound'

export function CounterScreen() {
  const t = useText({ ko, en })
  return (
    <AtPlace title={t.title}>
      {(place, chooser) => <PlaceCounter placeId={place.id} chooser={chooser} />}
    </AtPlace>
  )
}

function PlaceCounter({
  placeId,
  chooser,
}: {
  readonly placeId: string
  readonly chooser: ReactNode
}) {
  const t = useText({ ko, en })
  const member = useText({ ko: memberKo, en: memberEn })
  const [hasSound, setSound] = useState(() => localStorage.getItem(SOUND_KEY) !== 'off')
  const [mode, setMode] = useState<Mode>('coupon')
  useEffect(() => {
    addEventListener('pointerdown', wakeSound, { once: true })
    return () => removeEventListener('pointerdown', wakeSound)
  }, [])
  const SoundIcon = hasSound ? IconVolume : IconVolumeOff
  return (
    <Page
      title={t.title}
      width="wide"
      action={
        <div className={styles.tools}>
          {chooser}
          <ActionIcon
            variant="default"
            size={48}
            aria-label={t.sound}
            aria-pressed={hasSound}
            onClick={() => {
              localStorage.setItem(SOUND_KEY, hasSound ? 'off' : 'on')
              setSound(!hasSound)
            }}
          >
            <SoundIcon />
          </ActionIcon>
        </div>
      }
    >
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.title}
        value={mode}
        onChange={setMode}
        data={[
          { value: 'coupon', label: t.modeCoupon },
          { value: 'member', label: member.mode },
          { value: 'check-in', label: t.modeCheckIn },
        ]}
      />
      {mode === 'coupon' ? (
        <Coupons key={placeId} placeId={placeId} hasSound={hasSound} />
      ) : (
        <div className={styles.single}>
          {mode === 'member' ? (
            <MemberPane key={placeId} placeId={placeId} hasSound={hasSound} />
          ) : (
            <CheckIn key={placeId} placeId={placeId} hasSound={hasSound} />
          )}
        </div>
      )}
      <CounterLinks here="counter" />
    </Page>
  )
}

function Coupons({ placeId, hasSound }: { readonly placeId: string; readonly hasSound: boolean }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const alone = useOfflineTill(placeId)
  const { counter, send, read, askPrice } = useCounter(alone, hasSound)
  const [way, setWay] = useState<Way>('none')
  useScannerKeys({
    onScan: read,
    onTyped: (keys) => {
      if (counter.kind !== 'open') return
      const digits = amountTyped(counter.digits, keys)
      if (digits !== counter.digits) send({ kind: 'amount', digits })
    },
  })

  const undo = async ({ redemptionId, isOffline }: Undoing): Promise<boolean> => {
    if (isOffline) {
      const isUndone = await undoHere(redemptionId)
      if (isUndone) toast({ says: t.undone, tone: 'yes' })
      void alone.look()
      return isUndone
    }
    try {
      const { keptMinor } = await call('POST /v1/redemptions/{redemptionId}/reversal', {
        params: { redemptionId },
        // One reversal a redemption: its own id is key enough, and a second press is the same one.
        idempotencyKey: redemptionId,
      })
      const kept = keptMinor > 0 ? t.undoneKept(won(keptMinor, language)) : t.undone
      toast({ says: kept, tone: 'yes' })
      return true
    } catch (error) {
      const isDone = error instanceof ApiProblem && error.code === 'redemption.reversed'
      if (!isDone) toast({ says: `${t.reverseRefused}: ${says(error)}`, tone: 'no' })
      return isDone
    } finally {
      void refresh('GET /v1/places/{placeId}/redemptions')
    }
  }
  return (
    <div className={styles.counter}>
      <div className={styles.pane}>
        <OfflineBar till={alone} />
        {counter.kind === 'open' ? (
          <>
            <Amount
              counter={counter}
              send={send}
              onAsk={askPrice}
              hasKeys={way === 'none' || counter.code !== null}
            />
            <CodeEntry
              counter={counter}
              way={way}
              onWay={setWay}
              onCode={(code) => {
                setWay('none')
                read(code)
              }}
              onForget={() => send({ kind: 'forget' })}
            />
          </>
        ) : (
          <Result counter={counter} send={send} onUndo={undo} />
        )}
      </div>
      <div className={styles.pane}>
        <Flagged placeId={placeId} />
        <Recent placeId={placeId} onUndo={undo} />
      </div>
    </div>
  )
}
