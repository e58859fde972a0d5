/** One question as its owner writes it. */
import { ActionIcon, Button, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { surveys as en } from '../../../text/en/surveys.ts'
import { surveys as ko } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { Card } from '../../../ui/Section.tsx'
import { choicesOf, kinds, optionsOf, type TypedQuestion } from './survey-form.ts'
import styles from './surveys.module.css'

type Props = {
  readonly at: number
  readonly questions: readonly TypedQuestion[]
  readonly onChange: (part: Partial<TypedQuestion>) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

export function QuestionCard({ at, questions, onChange, onMove, onRemove }: Props) {
  const t = useText({ ko, en }).form
  const question = questions[at]
  if (!question) return null
  const canSkip =
    (question.kind === 'one' || question.kind === 'scale') && at < questions.length - 1
  return (
    <fieldset className={styles.question}>
      <Card>
        <div className={styles.head}>
          <h3 className={styles.number}>{t.question(at + 1)}</h3>
          <Tools at={at} count={questions.length} onMove={onMove} onRemove={onRemove} />
        </div>
        <TextInput
          label={t.ask}
          size="md"
          maxLength={200}
          value={question.text}
          onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
        />
        <Select
          label={t.kind}
          size="md"
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: t[kind] }))}
          value={question.kind}
          onChange={(kind) => onChange({ kind: kind ?? 'one', skips: [] })}
        />
        <Options question={question} onChange={onChange} />
        <Switch
          label={t.required}
          size="md"
          checked={question.isRequired}
          onChange={({ currentTarget }) => onChange({ isRequired: currentTarget.checked })}
        />
        {canSkip && <Skips at={at} questions={questions} question={question} onChange={onChange} />}
      </Card>
    </fieldset>
  )
}

function Tools({
  at,
  count,
  onMove,
  onRemove,
}: Omit<Props, 'questions' | 'onChange'> & { count: number }) {
  const t = useText({ ko, en }).form
  const shared = { variant: 'subtle', color: 'gray', size: 44 } as const
  return (
    <span className={styles.tools}>
      {at > 0 && (
        <ActionIcon {...shared} aria-label={t.up} onClick={() => onMove(at - 1)}>
          <IconArrowUp size={20} />
        </ActionIcon>
      )}
      {at < count - 1 && (
        <ActionIcon {...shared} aria-label={t.down} onClick={() => onMove(at + 1)}>
          <IconArrowDown size={20} />
        </ActionIcon>
      )}
      {count > 1 && (
        <ActionIcon {...shared} aria-label={t.remove} onClick={onRemove}>
          <IconTrash size={20} />
        </ActionIcon>
      )}
    </span>
  )
}

type PartProps = {
  readonly question: TypedQuestion
  readonly onChange: (part: Partial<TypedQuestion>) => void
}

function Options({ question, onChange }: PartProps) {
  const t = useText({ ko, en }).form
  if (question.kind === 'text') return null
  if (question.kind === 'scale') {
    return (
      <div className={styles.pair}>
        <NumberInput
          label={t.from}
          size="md"
          min={0}
          max={1}
          value={question.from}
          onChange={(value) => onChange({ from: Number(value) === 0 ? 0 : 1, skips: [] })}
        />
        <NumberInput
          label={t.to}
          size="md"
          min={2}
          max={10}
          value={question.to}
          onChange={(value) =>
            onChange({ to: Math.min(10, Math.max(2, Number(value) || 5)), skips: [] })
          }
        />
        <TextInput
          label={t.fromWord}
          size="md"
          maxLength={30}
          value={question.fromWord}
          onChange={({ currentTarget }) => onChange({ fromWord: currentTarget.value })}
        />
        <TextInput
          label={t.toWord}
          size="md"
          maxLength={30}
          value={question.toWord}
          onChange={({ currentTarget }) => onChange({ toWord: currentTarget.value })}
        />
      </div>
    )
  }
  return (
    <>
      <Textarea
        label={t.choices}
        description={t.choicesHint}
        size="md"
        autosize
        minRows={3}
        value={question.choices}
        onChange={({ currentTarget }) => onChange({ choices: currentTarget.value, skips: [] })}
      />
      {question.kind === 'many' && (
        <NumberInput
          label={t.choicesMax}
          placeholder={t.choicesAll}
          size="md"
          min={1}
          max={choicesOf(question).length || 1}
          value={question.choicesMax ?? ''}
          onChange={(value) => onChange({ choicesMax: Number(value) || null })}
        />
      )}
    </>
  )
}

function Skips({ at, questions, question, onChange }: PartProps & Pick<Props, 'at' | 'questions'>) {
  const t = useText({ ko, en }).form
  const { skips } = question
  const options = optionsOf(question)
  const free = options.find(({ answer }) => !skips.some((it) => it.answer === answer))
  const targets = [
    ...questions.slice(at + 1).map((it, place) => ({
      value: String(at + 1 + place),
      label: `${at + 2 + place}. ${it.text || t.question(at + 2 + place)}`,
    })),
    { value: 'end', label: t.skipEnd },
  ]
  const set = (place: number, part: Partial<(typeof skips)[number]>) =>
    onChange({ skips: skips.map((it, index) => (index === place ? { ...it, ...part } : it)) })
  return (
    <div className={styles.form}>
      {skips.map((skip, place) => (
        <div key={skip.answer} className={styles.skip}>
          <Select
            label={t.skipAnswer}
            allowDeselect={false}
            data={options.map(({ answer, text }) => ({ value: String(answer), label: text }))}
            value={String(skip.answer)}
            onChange={(value) => set(place, { answer: Number(value) })}
          />
          <Select
            label={t.skipTo}
            allowDeselect={false}
            data={targets}
            value={skip.to === null ? 'end' : String(skip.to)}
            onChange={(value) => set(place, { to: value === 'end' ? null : Number(value) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={t.remove}
            onClick={() => onChange({ skips: skips.filter((it) => it !== skip) })}
          >
            <IconTrash size={20} />
          </ActionIcon>
        </div>
      ))}
      {free && (
        <Button
          variant="subtle"
          mih={44}
          onClick={() => onChange({ skips: [...skips, { answer: free.answer, to: null }] })}
        >
          {t.skipAdd}
        </Button>
      )}
    </div>
  )
}
