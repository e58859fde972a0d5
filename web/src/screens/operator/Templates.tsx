/** Texts of Alimtalk: written here, reviewed by Kakao, and noted how far that is. */
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { useSave } from '../../parts/use-save.ts'
import { templates as en } from '../../text/en/ways.ts'
import { templates as ko } from '../../text/ko/ways.ts'
import { useText } from '../../text/language.tsx'
import { Section } from '../../ui/Section.tsx'
import styles from './operator.module.css'
import type { AlimtalkTemplate } from './shapes.ts'

type Draft = Pick<AlimtalkTemplate, 'code' | 'name' | 'body' | 'basis' | 'basisSentence'>

const bases = ['service', 'paid-points', 'asked-for'] as const
const blank: Draft = { code: '', name: '', body: '', basis: 'service', basisSentence: null }
const after = () => refresh('GET /v1/operator/alimtalk-templates')

export function Templates() {
  const t = useText({ ko, en })
  const list = useQuery(ask('GET /v1/operator/alimtalk-templates'))
  const [written, setWritten] = useState<Draft | null>(null)
  return (
    <Section title={t.title} hint={t.hint}>
      {written ? (
        <TemplateForm key={written.code} draft={written} onDone={() => setWritten(null)} />
      ) : (
        <div>
          <Button mih={48} variant="default" onClick={() => setWritten(blank)}>
            {t.add}
          </Button>
        </div>
      )}
      <Answer query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{t.empty}</p>
          ) : (
            <ul className={styles.verdicts}>
              {items.map((each) => (
                <TemplateItem key={each.code} template={each} onEdit={() => setWritten(each)} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  )
}

function TemplateItem({
  template,
  onEdit,
}: {
  readonly template: AlimtalkTemplate
  readonly onEdit: () => void
}) {
  const t = useText({ ko, en })
  const { code, name, body, state, reason, providerId } = template
  const isOpen = state === 'draft' || state === 'rejected'
  const submit = useSave({
    run: () => review(code, { kind: 'submit' }),
    after,
  })
  return (
    <li className={styles.verdict}>
      <span className={styles.verdictWords}>
        <b>{name}</b> <span className={styles.factMore}>{code}</span>
        <p className={styles.words}>{body}</p>
        <span className={styles.factMore}>
          {[t.states[state], providerId, reason].filter(Boolean).join(' · ')}
        </span>
        {state === 'in-review' && <Review code={code} />}
        {isOpen && (
          <span className={styles.buttons}>
            <Button variant="default" mih={44} aria-label={t.editOf(name)} onClick={onEdit}>
              {t.edit}
            </Button>
            <Button mih={44} loading={submit.isPending} onClick={() => submit.mutate()}>
              {t.submit}
            </Button>
          </span>
        )}
      </span>
    </li>
  )
}

type ReviewStep =
  | { kind: 'submit' }
  | { kind: 'approve'; providerId: string }
  | { kind: 'reject'; reason: string }

const review = (code: string, body: ReviewStep) =>
  call('POST /v1/operator/alimtalk-templates/{code}/review', { params: { code }, body })

function Review({ code }: { readonly code: string }) {
  const t = useText({ ko, en })
  const [providerId, setProviderId] = useState('')
  const [reason, setReason] = useState('')
  const note = useSave<ReviewStep>({ run: (step) => review(code, step), after })
  return (
    <span className={styles.filters}>
      <TextInput
        size="md"
        label={t.providerId}
        value={providerId}
        maxLength={100}
        onChange={({ currentTarget }) => setProviderId(currentTarget.value)}
      />
      <Button
        mih={44}
        disabled={!providerId.trim()}
        loading={note.isPending}
        onClick={() => note.mutate({ kind: 'approve', providerId: providerId.trim() })}
      >
        {t.approve}
      </Button>
      <TextInput
        size="md"
        label={t.reason}
        value={reason}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button
        variant="default"
        mih={44}
        disabled={!reason.trim()}
        loading={note.isPending}
        onClick={() => note.mutate({ kind: 'reject', reason: reason.trim() })}
      >
        {t.reject}
      </Button>
    </span>
  )
}

function TemplateForm({ draft, onDone }: { readonly draft: Draft; readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const [form, setForm] = useState<Draft>(draft)
  const change = (part: Partial<Draft>) => setForm({ ...form, ...part })
  const { code, name, body, basis, basisSentence } = form
  const save = useSave({
    run: () =>
      call('PUT /v1/operator/alimtalk-templates/{code}', {
        params: { code },
        body: { name, body, basis, basisSentence: basis === 'service' ? null : basisSentence },
      }),
    done: t.saved,
    after: async () => {
      await after()
      onDone()
    },
  })
  const isWhole = /^[a-z0-9][a-z0-9-]{1,39}$/.test(code) && name.trim() && body.trim()
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) save.mutate()
      }}
    >
      <TextInput
        size="md"
        label={t.code}
        description={t.codeHint}
        value={code}
        maxLength={40}
        disabled={draft.code !== ''}
        onChange={({ currentTarget }) => change({ code: currentTarget.value })}
      />
      <TextInput
        size="md"
        label={t.name}
        value={name}
        maxLength={60}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <Textarea
        size="md"
        label={t.body}
        autosize
        minRows={4}
        value={body}
        maxLength={1_000}
        onChange={({ currentTarget }) => change({ body: currentTarget.value })}
      />
      <Select
        size="md"
        label={t.basis}
        allowDeselect={false}
        data={bases.map((value) => ({ value, label: t.bases[value] }))}
        value={basis}
        onChange={(next) => change({ basis: bases.find((one) => one === next) ?? 'service' })}
      />
      {basis !== 'service' && (
        <TextInput
          size="md"
          label={t.basisSentence}
          description={t.basisHint}
          value={basisSentence ?? ''}
          maxLength={200}
          onChange={({ currentTarget }) => change({ basisSentence: currentTarget.value })}
        />
      )}
      <div className={styles.buttons}>
        <Button type="submit" mih={48} loading={save.isPending} disabled={!isWhole}>
          {t.save}
        </Button>
        <Button variant="default" mih={48} onClick={onDone}>
          {t.cancel}
        </Button>
      </div>
    </form>
  )
}
