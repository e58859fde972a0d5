/** Taking an entry back, asked once more: its place may be somebody else's a moment later. */
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { useSave } from '../../../parts/use-save.ts'
import { event as en } from '../../../text/en/events.ts'
import { counted } from '../../../text/figures.ts'
import { event as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import styles from './event.module.css'
import type { FoundEvent } from './time.ts'

type Entry = NonNullable<FoundEvent['mine']>['entries'][number]

/** The way back of the newest entry, while the event goes on; what brought a coupon says that it stays. */
export function TakeBack({ found, entries }: { found: FoundEvent; entries: readonly Entry[] }) {
  const t = useText({ ko, en })
  const [isAsking, setAsking] = useState(false)
  const { page } = found
  const entry = entries.find(({ reward }) => reward === 'none')
  const takeBack = useSave({
    run: () =>
      call('DELETE /v1/pages/{slug}/entries/{entryId}', {
        params: { slug: page.slug, entryId: entry?.id ?? '' },
      }),
    done: t.tookBack[page.choosing],
    after: () => {
      setAsking(false)
      return refresh('GET /v1/pages/{slug}')
    },
  })
  if (page.phase !== 'open') return null
  if (!entry) return <p className={styles.soft}>{t.stays}</p>
  const isOfThisTurn = !found.mine?.hasTurn && entry === entries[0]
  return (
    <>
      <Button variant="default" h={48} onClick={() => setAsking(true)}>
        {t.takeBack[page.choosing]}
      </Button>
      <Sheet
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t.takeBackTitle[page.choosing]}
      >
        <Stack gap="md">
          <Text>
            {t.takeBackBody(counted(entry.number))} {isOfThisTurn && t.onceMore}
          </Text>
          <Button h={52} loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
            {t.takeBack[page.choosing]}
          </Button>
          <Button variant="default" h={52} onClick={() => setAsking(false)}>
            {t.keep}
          </Button>
        </Stack>
      </Sheet>
    </>
  )
}
