/** How the app should be: language, brightness, notifications. */
import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { call } from '../../../api.ts'
import { pushState, turnPushOff, turnPushOn, type PushState } from '../../../push.ts'
import { me as en } from '../../../text/en/me.ts'
import { me as ko } from '../../../text/ko/me.ts'
import { languages, useLanguage, useText, type Language } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './MeScreen.module.css'

const brightnesses = ['auto', 'light', 'dark'] as const

export function Settings({ isPerson }: { readonly isPerson: boolean }) {
  const t = useText({ ko, en })
  const { language, choose } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const speak = (next: Language) => {
    choose(next)
    // Messages that the server writes come in the same language; the screen does not wait for it.
    if (isPerson) void call('PATCH /v1/me', { body: { locale: next } }).catch(() => null)
  }
  return (
    <Rows label={t.settings}>
      <li className={styles.choice}>
        <span className={styles.choiceTitle} id="language">
          {t.language}
        </span>
        <SegmentedControl
          fullWidth
          size="md"
          aria-labelledby="language"
          value={language}
          onChange={(next) => speak(next)}
          data={languages.map((value) => ({ value, label: t.languages[value] }))}
        />
      </li>
      <li className={styles.choice}>
        <span className={styles.choiceTitle} id="brightness">
          {t.dark}
        </span>
        <SegmentedControl
          fullWidth
          size="md"
          aria-labelledby="brightness"
          value={colorScheme}
          onChange={(next) => setColorScheme(next)}
          data={brightnesses.map((value) => ({ value, label: t.darks[value] }))}
        />
      </li>
      {isPerson && <PushRow />}
    </Rows>
  )
}

function PushRow() {
  const t = useText({ ko, en })
  const [state, setState] = useState<PushState | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    void pushState().then(setState)
  }, [])
  const turn = async (isOn: boolean) => {
    setBusy(true)
    try {
      setState(await (isOn ? turnPushOn() : turnPushOff()))
    } catch {
      toast({ says: t.pushStates.failed, tone: 'no' })
    }
    setBusy(false)
  }
  const isStuck = state === 'unsupported' || state === 'denied'
  return (
    <Row
      icon={IconBell}
      title={t.push}
      detail={isStuck ? t.pushStates[state] : t.pushDetail}
      end={
        <Switch
          aria-label={t.push}
          checked={state === 'on'}
          disabled={state === null || isStuck || isBusy}
          onChange={(event) => void turn(event.currentTarget.checked)}
        />
      }
    />
  )
}
