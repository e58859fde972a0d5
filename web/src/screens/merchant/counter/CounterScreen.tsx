/** 카운터: amount, coupon, answer. Works with one hand, a scanner, a keyboard, or a camera. */
import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core'
import { IconBuildingStore, IconCashRegister, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { ApiProblem, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { won } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { merchantCounter as en } from '../../../text/en/merchant-counter.ts'
import { merchantMember as memberEn } from '../../../text/en/merchant-member.ts'
import { merchantCounter as ko } from '../../../text/ko/merchant-counter.ts'
import { merchantMember as memberKo } from '../../../text/ko/merchant-member.ts'
import { merchantTill as tillEn } from '../../../text/en/merchant-till.ts'
import { merchantTill as tillKo } from '../../../text/ko/merchant-till.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { useShop } from '../shop.tsx'
import { Amount } from './Amount.tsx'
import { CheckIn } from './CheckIn.tsx'
import styles from './CounterScreen.module.css'
import { CodeEntry, type Way } from './CodeEntry.tsx'
import { amountTyped } from './keypad.ts'
import { MemberPane } from './MemberPane.tsx'
import { Recent } from './Recent.tsx'
import { Result } from './Result.tsx'
import { wakeSound } from '../../../parts/sounds.ts'
import { useCounter } from './use-counter.ts'
import { useScannerKeys } from '../../../parts/use-scanner-keys.ts'

type Mode = 'coupon' | 'member' | 'check-in'
const SOUND_KEY = 'golmok.counter.sound'
const placeKeyOf = (merchantId: string) => `golmok.counter.place.${merchantId}`

export function CounterScreen() {
  const t = useText({ ko, en })
  const member = useText({ ko: memberKo, en: memberEn })
  const till = useText({ ko: tillKo, en: tillEn })
  const shop = useShop()
  const go = useGo()
  const [chosen, setChosen] = useState(() => localStorage.getItem(placeKeyOf(shop.id)))
  const [hasSound, setSound] = useState(() => localStorage.getItem(SOUND_KEY) !== 'off')
  const [mode, setMode] = useState<Mode>('coupon')
  useEffect(() => {
    addEventListener('pointerdown', wakeSound, { once: true })
    return () => removeEventListener('pointerdown', wakeSound)
  }, [])
  const place = shop.places.find(({ id }) => id === chosen) ?? shop.places[0]
  if (!place) {
    return (
      <Page title={t.title}>
        <EmptyState
          icon={IconBuildingStore}
          title={t.noPlaceTitle}
          action={
            <BigButton onClick={() => go(links.settings(shop.id))}>{t.noPlaceAction}</BigButton>
          }
        >
          {t.noPlaceBody}
        </EmptyState>
      </Page>
    )
  }
  const SoundIcon = hasSound ? IconVolume : IconVolumeOff
  return (
    <Page
      title={t.title}
      width="wide"
      action={
        <div className={styles.tools}>
          {shop.places.length > 1 && (
            <Select
              aria-label={t.place}
              allowDeselect={false}
              data={shop.places.map(({ id, name }) => ({ value: id, label: name }))}
              value={place.id}
              onChange={(id) => {
                if (!id) return
                localStorage.setItem(placeKeyOf(shop.id), id)
                setChosen(id)
              }}
            />
          )}
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
        <Coupons key={place.id} placeId={place.id} hasSound={hasSound} />
      ) : (
        <div className={styles.single}>
          {mode === 'member' ? (
            <MemberPane key={place.id} placeId={place.id} hasSound={hasSound} />
          ) : (
            <CheckIn key={place.id} placeId={place.id} hasSound={hasSound} />
          )}
        </div>
      )}
      <Button
        variant="subtle"
        h={48}
        leftSection={<IconCashRegister size={20} aria-hidden />}
        onClick={() => go(links.till(shop.id))}
      >
        {till.title}
      </Button>
    </Page>
  )
}

function Coupons({ placeId, hasSound }: { readonly placeId: string; readonly hasSound: boolean }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const { counter, send, read, askPrice } = useCounter(placeId, hasSound)
  const [way, setWay] = useState<Way>('none')
  useScannerKeys({
    onScan: read,
    onTyped: (keys) => {
      if (counter.kind !== 'open') return
      const digits = amountTyped(counter.digits, keys)
      if (digits !== counter.digits) send({ kind: 'amount', digits })
    },
  })

  const undo = async (redemptionId: string): Promise<boolean> => {
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
      <Recent placeId={placeId} onUndo={undo} />
    </div>
  )
}
