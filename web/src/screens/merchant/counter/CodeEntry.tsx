/** The three ways to a code: camera, typing, hardware scanner. */
import { Button, TextInput } from '@mantine/core'
import { IconCamera, IconKeyboard, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Camera } from '../../../parts/Camera.tsx'
import { merchantCounter as en } from '../../../text/en/merchant-counter.ts'
import { merchantCounter as ko } from '../../../text/ko/merchant-counter.ts'
import { useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import type { Counter } from './counter.ts'
import styles from './CounterScreen.module.css'
import { codeOf, codeShown } from './keypad.ts'

const CODE_LENGTH = 10

/** How a code is taken now; while it is, the keys for the amount make room. */
export type Way = 'none' | 'camera' | 'typing'

export function CodeEntry({
  counter,
  way,
  onWay,
  onCode,
  onForget,
}: {
  readonly counter: Extract<Counter, { kind: 'open' }>
  readonly way: Way
  readonly onWay: (way: Way) => void
  readonly onCode: (code: string) => void
  readonly onForget: () => void
}) {
  const t = useText({ ko, en })
  const [typed, setTyped] = useState('')
  const code = codeOf(typed)
  if (counter.code !== null) {
    return (
      <Button variant="default" h={48} onClick={onForget}>
        {t.otherCode}
      </Button>
    )
  }
  return (
    <div className={styles.ways}>
      {way === 'camera' && <Camera onCode={onCode} />}
      {way === 'typing' && (
        <form
          className={styles.typing}
          onSubmit={(event) => {
            event.preventDefault()
            if (code.length === CODE_LENGTH) onCode(code)
          }}
        >
          <TextInput
            classNames={{ input: styles.code ?? '' }}
            size="xl"
            label={t.typeLabel}
            description={t.typeHint}
            autoFocus
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            value={codeShown(code)}
            onChange={({ currentTarget }) =>
              setTyped(currentTarget.value.slice(0, CODE_LENGTH + 4))
            }
          />
          <Button type="submit" size="lg" h={56} disabled={code.length !== CODE_LENGTH}>
            {t.typeAction}
          </Button>
        </form>
      )}
      <div className={styles.wayButtons}>
        <BigButton
          h={64}
          variant={way === 'camera' ? 'default' : 'filled'}
          leftSection={way === 'camera' ? <IconX aria-hidden /> : <IconCamera aria-hidden />}
          onClick={() => onWay(way === 'camera' ? 'none' : 'camera')}
        >
          {way === 'camera' ? t.scanStop : t.scan}
        </BigButton>
        <Button
          variant="default"
          size="lg"
          h={64}
          leftSection={<IconKeyboard aria-hidden />}
          aria-expanded={way === 'typing'}
          onClick={() => onWay(way === 'typing' ? 'none' : 'typing')}
        >
          {t.type}
        </Button>
      </div>
      <p className={styles.hint}>{t.scannerReady}</p>
    </div>
  )
}
