/** The questions of a survey, one a screen, with a way back. */
import { Button, Checkbox, Progress, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { useSave } from '../../../parts/use-save.ts'
import { survey as en } from '../../../text/en/surveys.ts'
import { survey as ko } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Scale } from './Scale.tsx'
import styles from './survey.module.css'
import {
  isAnswered,
  nextAfter,
  sentAnswers,
  type Answer,
  type Question,
  type Survey,
} from './walk.ts'

const WORDS_MAX = 500

export function Questions({
  survey,
  linkKey,
  onDone,
}: {
  readonly survey: Survey
  readonly linkKey: string
  readonly onDone: () => unknown
}) {
  const t = useText({ ko, en })
  const [way, setWay] = useState<readonly number[]>([0])
  const [answers, setAnswers] = useState<ReadonlyMap<number, Answer>>(new Map())
  // The same id however often it is sent: a lost line must not make two answers.
  const [participationId] = useState(newId)
  const at = way.at(-1) ?? 0
  const question = survey.questions[at]
  const send = useSave({
    run: () =>
      call('POST /v1/surveys/{surveyId}/answers', {
        params: { surveyId: survey.id },
        body: {
          participationId,
          ...(linkKey !== '' && { key: linkKey }),
          answers: sentAnswers(survey, way, answers),
        },
      }),
    done: null,
    after: onDone,
  })
  if (!question) return null
  const answer = answers.get(at) ?? null
  const next = nextAfter(question, answer)
  const isMissing = question.isRequired && !isAnswered(answer)
  const goOn = () => (next === null ? send.mutate() : setWay([...way, next]))
  const label = t.progress(at + 1, survey.questions.length)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isMissing && !send.isPending) goOn()
      }}
    >
      <div className={styles.progress}>
        <span className={`${styles.soft} figures`}>{label}</span>
        <Progress value={(100 * (at + 1)) / survey.questions.length} aria-label={label} />
      </div>
      <Asked
        key={at}
        question={question}
        answer={answer}
        isFirst={way.length === 1}
        onAnswer={(given) => setAnswers(new Map(answers).set(at, given))}
      />
      <div className={styles.buttons}>
        {way.length > 1 && (
          <Button variant="default" h={52} onClick={() => setWay(way.slice(0, -1))}>
            {t.back}
          </Button>
        )}
        <BigButton type="submit" loading={send.isPending} disabled={isMissing}>
          {next === null ? t.send : isAnswered(answer) ? t.next : isMissing ? t.next : t.skip}
        </BigButton>
      </div>
    </form>
  )
}

type AskedProps = {
  readonly question: Question
  readonly answer: Answer
  readonly isFirst: boolean
  readonly onAnswer: (answer: Answer) => void
}

function Asked({ question, answer, isFirst, onAnswer }: AskedProps) {
  const t = useText({ ko, en })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Whoever hears the screen is told the new question; the first one follows the heading anyway.
    if (!isFirst) heading.current?.focus()
  }, [isFirst])
  return (
    <>
      <div>
        <h2 ref={heading} tabIndex={-1} className={styles.question}>
          {question.text}
        </h2>
        <p className={styles.soft}>{question.isRequired ? t.required : t.optional}</p>
      </div>
      <Field question={question} answer={answer} onAnswer={onAnswer} />
    </>
  )
}

function Field({ question, answer, onAnswer }: Omit<AskedProps, 'isFirst'>) {
  const t = useText({ ko, en })
  const { kind, text, options, choicesMax } = question
  const chosen = Array.isArray(answer) ? (answer as readonly number[]) : []
  if (kind === 'text') {
    return (
      <Textarea
        aria-label={t.wordsLabel}
        autosize
        minRows={4}
        maxRows={10}
        maxLength={WORDS_MAX}
        size="md"
        value={typeof answer === 'string' ? answer : ''}
        onChange={({ currentTarget }) => onAnswer(currentTarget.value)}
      />
    )
  }
  if (kind === 'scale') {
    return <Scale question={question} value={chosen[0] ?? null} onChoose={(it) => onAnswer([it])} />
  }
  if (kind === 'one') {
    return (
      <ChoiceCards
        label={text}
        choices={options.map((it) => ({ value: String(it.answer), title: it.text }))}
        value={chosen[0] === undefined ? null : String(chosen[0])}
        onChoose={(value) => onAnswer([Number(value)])}
      />
    )
  }
  const isFull = choicesMax !== null && chosen.length >= choicesMax
  return (
    <Checkbox.Group
      aria-label={text}
      value={chosen.map(String)}
      onChange={(values) => onAnswer(values.map(Number))}
    >
      <div className={styles.choices}>
        <p className={styles.soft}>
          {choicesMax === null ? t.chooseMany : t.chooseUpTo(choicesMax)}
        </p>
        {options.map((it) => (
          <Checkbox.Card
            key={it.answer}
            value={String(it.answer)}
            className={styles.choice ?? ''}
            disabled={isFull && !chosen.includes(it.answer)}
            aria-label={it.text}
          >
            <Checkbox.Indicator size="md" />
            <span>{it.text}</span>
          </Checkbox.Card>
        ))}
      </div>
    </Checkbox.Group>
  )
}
