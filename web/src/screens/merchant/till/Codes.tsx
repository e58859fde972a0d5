/** The coupons on a bill: scanned by camera or scanner, or typed; each can be taken off again. */
import { Button, TextInput } from '@mantine/core'
import { IconCamera, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Camera } from '../../../parts/Camera.tsx'
import { merchantTill as en } from '../../../text/en/merchant-till.ts'
import { merchantTill as ko } from '../../../text/ko/merchant-till.ts'
import { useText } from '../../../text/language.tsx'
import styles from './till.module.css'

/** Scanners type the square of a phone here too. */
const CODE_LENGTH_MAX = 400

export function Codes({
  codes,
  isBusy,
  onCode,
  onRemove,
}: {
  readonly codes: readonly string[]
  readonly isBusy: boolean
  readonly onCode: (code: string) => void
  readonly onRemove: (code: string) => void
}) {
  const t = useText({ ko, en })
  const [isScanning, setScanning] = useState(false)
  const [typed, setTyped] = useState('')
  const take = (code: string) => {
    if (code.trim() === '') return
    setScanning(false)
    setTyped('')
    onCode(code.trim())
  }
  return (
    <>
      {isScanning && <Camera onCode={take} />}
      <div className={styles.ways}>
        <Button
          h={48}
          variant="default"
          leftSection={
            isScanning ? <IconX size={20} aria-hidden /> : <IconCamera size={20} aria-hidden />
          }
          onClick={() => setScanning(!isScanning)}
        >
          {isScanning ? t.scanStop : t.scan}
        </Button>
        <form
          className={styles.typing}
          onSubmit={(event) => {
            event.preventDefault()
            take(typed)
          }}
        >
          <TextInput
            size="md"
            aria-label={t.type}
            placeholder={t.type}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={CODE_LENGTH_MAX}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" h={48} loading={isBusy}>
            {t.typeAction}
          </Button>
        </form>
      </div>
      {codes.length > 0 && (
        <div className={styles.ways}>
          {codes.map((code, at) => (
            <Button
              key={code}
              variant="light"
              h={44}
              rightSection={<IconX size={16} aria-hidden />}
              aria-label={`${t.couponNumber(at + 1)}: ${t.removeCoupon}`}
              onClick={() => onRemove(code)}
            >
              {t.couponNumber(at + 1)}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}
