/** A short word about what just happened, with a way to undo it. */
import { Button, CloseButton } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import styles from './Toast.module.css'

export type ToastShape = {
  readonly says: string
  readonly tone?: 'plain' | 'yes' | 'no'
  /** Offers an undo until the toast goes. */
  readonly onUndo?: () => void
}
type Shown = ToastShape & { readonly id: number }

const SHOWN_MS = 6_000
const SHOWN_MAX = 3
let shown: readonly Shown[] = []
let nextId = 1
const watchers = new Set<() => void>()

function show(next: readonly Shown[]): void {
  shown = next
  for (const watcher of watchers) watcher()
}

const drop = (id: number) => show(shown.filter((one) => one.id !== id))

/** Shows a toast for some seconds; callable from anywhere. */
export function toast(shape: ToastShape): void {
  const id = nextId
  nextId += 1
  show([...shown.slice(1 - SHOWN_MAX), { ...shape, id }])
  setTimeout(() => drop(id), SHOWN_MS)
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function Toasts() {
  const t = useText({ ko, en })
  const toasts = useSyncExternalStore(subscribe, () => shown)
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {toasts.map(({ id, says, tone = 'plain', onUndo }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          <span className={styles.says}>{says}</span>
          {onUndo && (
            <Button
              className={styles.undo ?? ''}
              variant="transparent"
              size="sm"
              mih={44}
              onClick={() => {
                drop(id)
                onUndo()
              }}
            >
              {t.undo}
            </Button>
          )}
          <CloseButton
            className={styles.close ?? ''}
            size={44}
            variant="transparent"
            aria-label={t.close}
            onClick={() => drop(id)}
          />
        </div>
      ))}
    </div>
  )
}
