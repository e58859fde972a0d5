/** A new batch of numbers: what kind, how many, what they look like, until when. */
import { NumberInput, Select, TextInput } from '@mantine/core'
import { IconFileImport, IconTicket, IconUsers } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { codes as en } from '../../../text/en/codes.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { exampleOf, patternOf, type Charset } from './batch.ts'
import styles from './codes.module.css'

type Kind = 'unique' | 'shared' | 'from-file'
type Asked = {
  readonly kind: Kind
  readonly title: string
  readonly prefix: string
  readonly charset: Charset
  readonly count: number
  readonly text: string
  readonly claimsMax: number
  readonly until: string
  readonly publishDays: number | null
}
const COUNT_MAX = 1_000_000
const CLAIMS_MAX = 10_000_000
const fresh: Asked = {
  kind: 'unique',
  title: '',
  prefix: '',
  charset: 'crockford',
  count: 100,
  text: '',
  claimsMax: 100,
  until: '',
  publishDays: null,
}

function codesOf({ kind, prefix, charset, count, text, claimsMax }: Asked) {
  if (kind === 'from-file') return { kind }
  if (kind === 'shared') return { kind, text: text.trim(), claimsMax }
  return { kind: 'made-up', pattern: patternOf(prefix, charset, count), alphabet: charset, count }
}

export function NewBatch({
  offerId,
  onMade,
}: {
  readonly offerId: string
  readonly onMade: (batchId: string) => void
}) {
  const t = useText({ ko, en }).form
  const says = useRefusalText()
  const [asked, setAsked] = useState(fresh)
  const [ids, setIds] = useState(freshIds)
  const change = (part: Partial<Asked>) => {
    setAsked({ ...asked, ...part })
    // Something else is asked now; only the same question may have the same key.
    setIds(freshIds())
  }
  const save = useMutation({
    mutationFn: () =>
      call('POST /v1/offers/{offerId}/code-batches', {
        params: { offerId },
        body: {
          id: ids.batchId,
          title: asked.title.trim(),
          codes: codesOf(asked),
          claimUntil: asked.until === '' ? null : endOf(asked.until),
          publishDays: asked.publishDays,
        },
        idempotencyKey: ids.key,
      }),
    onSuccess: async ({ id }) => {
      await refresh('GET /v1/offers/{offerId}/code-batches')
      onMade(id)
    },
  })
  const isWhole = asked.title.trim() !== '' && (asked.kind !== 'shared' || asked.text.trim() !== '')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole && !save.isPending) save.mutate()
      }}
    >
      <TextInput
        label={t.titleLabel}
        placeholder={t.titlePlaceholder}
        value={asked.title}
        maxLength={60}
        data-autofocus
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <ChoiceCards
        label={t.kind}
        value={asked.kind}
        onChoose={(kind) => change({ kind })}
        choices={[
          { value: 'unique', title: t.unique, hint: t.uniqueHint, icon: IconTicket },
          { value: 'shared', title: t.shared, hint: t.sharedHint, icon: IconUsers },
          {
            value: 'from-file',
            title: t.fromFile,
            hint: t.fromFileHint,
            icon: IconFileImport,
          },
        ]}
      />
      {asked.kind === 'unique' && <UniqueFields asked={asked} change={change} />}
      {asked.kind === 'shared' && <SharedFields asked={asked} change={change} />}
      <TimeFields asked={asked} change={change} />
      {save.error && (
        <p role="alert" className={styles.no}>
          {says(save.error)}
        </p>
      )}
      <BigButton type="submit" loading={save.isPending} disabled={!isWhole}>
        {asked.kind === 'from-file' ? t.submitFile : t.submit}
      </BigButton>
    </form>
  )
}

const freshIds = () => ({ batchId: newId(), key: newId() })
/** The end of a day in Seoul, where the markets are. */
const endOf = (day: string) => new Date(`${day}T24:00:00+09:00`).toISOString()

type FieldProps = { readonly asked: Asked; readonly change: (part: Partial<Asked>) => void }

function UniqueFields({ asked, change }: FieldProps) {
  const t = useText({ ko, en }).form
  const { prefix, charset, count } = asked
  const example = exampleOf(patternOf(prefix, charset, count), charset)
  return (
    <>
      <NumberInput
        label={t.count}
        value={count}
        min={1}
        max={COUNT_MAX}
        thousandSeparator
        allowDecimal={false}
        clampBehavior="strict"
        onChange={(value) => change({ count: Math.max(1, Number(value) || 1) })}
      />
      <TextInput
        label={t.prefix}
        description={t.prefixHint}
        placeholder="10OFF"
        value={prefix}
        maxLength={20}
        autoCapitalize="characters"
        onChange={(event) => change({ prefix: event.currentTarget.value })}
      />
      <Select
        label={t.charset}
        data={[
          { value: 'crockford', label: t.crockford },
          { value: 'digits', label: t.digits },
          { value: 'letters', label: t.letters },
        ]}
        value={charset}
        allowDeselect={false}
        onChange={(value) => change({ charset: value ?? 'crockford' })}
      />
      <p className={styles.example} aria-live="polite">
        <b className="figures">{t.example(example)}</b>
        <span>{t.safe}</span>
      </p>
    </>
  )
}

function SharedFields({ asked, change }: FieldProps) {
  const t = useText({ ko, en }).form
  return (
    <>
      <TextInput
        label={t.text}
        description={t.textHint}
        placeholder={t.textPlaceholder}
        value={asked.text}
        maxLength={60}
        autoCapitalize="characters"
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <NumberInput
        label={t.claimsMax}
        value={asked.claimsMax}
        min={1}
        max={CLAIMS_MAX}
        thousandSeparator
        allowDecimal={false}
        clampBehavior="strict"
        onChange={(value) => change({ claimsMax: Math.max(1, Number(value) || 1) })}
      />
    </>
  )
}

function TimeFields({ asked, change }: FieldProps) {
  const t = useText({ ko, en }).form
  return (
    <details className={styles.more}>
      <summary>{t.more}</summary>
      <div className={styles.form}>
        <TextInput
          type="date"
          label={t.until}
          description={t.untilHint}
          value={asked.until}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
        {asked.kind !== 'shared' && (
          <NumberInput
            label={t.publishDays}
            description={t.publishDaysHint}
            value={asked.publishDays ?? ''}
            min={1}
            max={730}
            allowDecimal={false}
            onChange={(value) => change({ publishDays: Number(value) || null })}
          />
        )}
      </div>
    </details>
  )
}
