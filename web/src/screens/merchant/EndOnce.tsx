/** Ends something for good, so it is asked once more. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSave } from '../../parts/use-save.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import styles from './CopyAddress.module.css'

export function EndOnce({
  words,
  run,
  after,
}: {
  readonly words: {
    readonly end: string
    readonly endTitle: string
    readonly endBody: string
    readonly ended: string
  }
  readonly run: () => Promise<unknown>
  readonly after: () => Promise<unknown>
}) {
  const [isAsking, setAsking] = useState(false)
  const end = useSave({
    run,
    done: words.ended,
    after: async () => {
      setAsking(false)
      await after()
    },
  })
  return (
    <>
      <Button variant="default" h={52} onClick={() => setAsking(true)}>
        {words.end}
      </Button>
      <Sheet isOpen={isAsking} onClose={() => setAsking(false)} title={words.endTitle}>
        <div className={styles.ask}>
          <p>{words.endBody}</p>
          <Button color="red" h={52} loading={end.isPending} onClick={() => end.mutate()}>
            {words.end}
          </Button>
        </div>
      </Sheet>
    </>
  )
}
