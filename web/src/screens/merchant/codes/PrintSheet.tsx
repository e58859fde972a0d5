/** What goes on paper: how many cards a page, which numbers; and the file to print. */
import { Button, NumberInput, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask } from '../../../api.ts'
import { conditions, gain } from '../../../parts/terms.ts'
import { codes as en } from '../../../text/en/codes.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import type { CodeBatch } from '../shapes.ts'
import styles from './codes.module.css'

const perPages = ['4', '8', '10', '21'] as const
/** The server draws no more at once. */
const CARDS_MAX = 210
const NOTE_LENGTH_MAX = 200

export function PrintSheet({ batch }: { readonly batch: CodeBatch }) {
  const t = useText({ ko, en }).batch
  const { language } = useLanguage()
  const perPageId = useId()
  const [perPage, setPerPage] = useState<string>('8')
  const [from, setFrom] = useState(1)
  const [count, setCount] = useState(Math.min(40, batch.made))
  const { data: offer } = useQuery(
    ask('GET /v1/offers/{offerId}', { params: { offerId: batch.offerId } }),
  )
  const note = offer
    ? [gain(offer.terms, language), conditions(offer.terms, language)].filter(Boolean).join(' · ')
    : ''
  const query = new URLSearchParams({
    perPage,
    from: String(from),
    count: String(count),
    language,
    note: note.slice(0, NOTE_LENGTH_MAX),
  })
  return (
    <div className={styles.form}>
      <div>
        <p id={perPageId}>{t.perPage}</p>
        <SegmentedControl
          fullWidth
          size="md"
          aria-labelledby={perPageId}
          data={[...perPages]}
          value={perPage}
          onChange={setPerPage}
        />
      </div>
      {batch.kind === 'unique' && (
        <>
          <NumberInput
            label={t.from}
            value={from}
            min={1}
            allowDecimal={false}
            onChange={(value) => setFrom(Math.max(1, Number(value) || 1))}
          />
          <NumberInput
            label={t.count}
            value={count}
            min={1}
            max={CARDS_MAX}
            allowDecimal={false}
            clampBehavior="strict"
            onChange={(value) => setCount(Math.min(CARDS_MAX, Math.max(1, Number(value) || 1)))}
          />
        </>
      )}
      <p className={styles.soft}>{t.printHint}</p>
      <Button
        component="a"
        href={`/v1/code-batches/${batch.id}/sheet.pdf?${query.toString()}`}
        download
        h={52}
        leftSection={<IconDownload size={20} aria-hidden />}
      >
        {t.download}
      </Button>
    </div>
  )
}
