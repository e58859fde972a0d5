/** A survey is written: what it is about, whom it is for, and its questions one below the other. */
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { surveys as en } from '../../../text/en/surveys.ts'
import { surveys as ko } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Section } from '../../../ui/Section.tsx'
import { NumberSwitch } from '../NumberSwitch.tsx'
import { PickOffer } from '../PickOffer.tsx'
import { SaveForm } from '../SaveForm.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import {
  freshQuestion,
  missingIn,
  moved,
  requestOf,
  typedOf,
  type TypedQuestion,
  type TypedSurvey,
} from './survey-form.ts'

const QUESTIONS_MAX = 20
const fresh: TypedSurvey = {
  title: '',
  intro: '',
  audience: 'everyone',
  needsNumber: true,
  endsOn: '',
  rewardOfferId: null,
  questions: [freshQuestion(0)],
}

export function NewSurveyScreen() {
  const t = useText({ ko, en }).form
  const shop = useShop()
  const go = useGo()
  const [id] = useState(newId)
  const save = useSave<TypedSurvey>({
    run: (typed) =>
      call('POST /v1/merchants/{merchantId}/surveys', {
        params: { merchantId: shop.id },
        body: { id, ...requestOf(typed) },
      }),
    done: null,
    after: async () => {
      await refresh('GET /v1/merchants/{merchantId}/surveys')
      go(links.shopSurvey(shop.id, id), { replace: true })
    },
  })
  return (
    <Page title={t.newTitle} onBack={() => go(links.shopSurveys(shop.id))}>
      <OwnerOnly>
        <SurveyForm first={fresh} isSaving={save.isPending} onSave={(it) => save.mutate(it)} />
      </OwnerOnly>
    </Page>
  )
}

export function EditSurveyScreen() {
  const { form: t, saved } = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const surveyId = usePathPart('surveyId')
  const plan = useQuery(ask('GET /v1/surveys/{surveyId}/plan', { params: { surveyId } }))
  const back = () => go(links.shopSurvey(shop.id, surveyId))
  const save = useSave<TypedSurvey>({
    run: (typed) =>
      call('PUT /v1/surveys/{surveyId}', { params: { surveyId }, body: requestOf(typed) }),
    done: saved,
    after: async () => {
      await refresh('GET /v1/surveys/{surveyId}/plan', 'GET /v1/merchants/{merchantId}/surveys')
      back()
    },
  })
  return (
    <Page title={t.editTitle} onBack={back}>
      <Answer query={plan}>
        {(it) => (
          <SurveyForm
            first={typedOf(it)}
            isSaving={save.isPending}
            onSave={(typed) => save.mutate(typed)}
          />
        )}
      </Answer>
    </Page>
  )
}

function SurveyForm({
  first,
  isSaving,
  onSave,
}: {
  readonly first: TypedSurvey
  readonly isSaving: boolean
  readonly onSave: (typed: TypedSurvey) => void
}) {
  const t = useText({ ko, en }).form
  const [typed, setTyped] = useState(first)
  const change = (part: Partial<TypedSurvey>) => setTyped({ ...typed, ...part })
  const missing = missingIn(typed)
  return (
    <SaveForm
      label={t.save}
      missing={missing && t.missing[missing]}
      isSaving={isSaving}
      onSave={() => onSave(typed)}
    >
      <About typed={typed} change={change} />
      <Section title={t.questions}>
        <Questions questions={typed.questions} onChange={(questions) => change({ questions })} />
      </Section>
    </SaveForm>
  )
}

function About({
  typed,
  change,
}: {
  readonly typed: TypedSurvey
  readonly change: (part: Partial<TypedSurvey>) => void
}) {
  const t = useText({ ko, en }).form
  return (
    <>
      <TextInput
        label={t.title}
        placeholder={t.titlePlaceholder}
        size="md"
        maxLength={60}
        value={typed.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <Textarea
        label={t.intro}
        placeholder={t.introPlaceholder}
        size="md"
        autosize
        minRows={2}
        maxLength={500}
        value={typed.intro}
        onChange={({ currentTarget }) => change({ intro: currentTarget.value })}
      />
      <Select
        label={t.audience}
        size="md"
        allowDeselect={false}
        data={[
          { value: 'everyone', label: t.everyone },
          { value: 'friends', label: t.friends },
          { value: 'link', label: t.link },
        ]}
        value={typed.audience}
        onChange={(audience) => change({ audience: audience ?? 'everyone' })}
      />
      <TextInput
        type="date"
        label={t.endsOn}
        size="md"
        value={typed.endsOn}
        onChange={({ currentTarget }) => change({ endsOn: currentTarget.value })}
      />
      <PickOffer
        label={t.reward}
        none={t.noReward}
        value={typed.rewardOfferId}
        onChoose={(rewardOfferId) => change({ rewardOfferId })}
      />
      {typed.rewardOfferId !== null && (
        <NumberSwitch
          isOn={typed.needsNumber}
          onChange={(needsNumber) => change({ needsNumber })}
        />
      )}
    </>
  )
}

function Questions({
  questions,
  onChange,
}: {
  readonly questions: readonly TypedQuestion[]
  readonly onChange: (questions: readonly TypedQuestion[]) => void
}) {
  const t = useText({ ko, en }).form
  const nextKey = Math.max(-1, ...questions.map(({ key }) => key)) + 1
  return (
    <>
      {questions.map((question, at) => (
        <QuestionCard
          key={question.key}
          at={at}
          questions={questions}
          onChange={(part) =>
            onChange(questions.map((it, place) => (place === at ? { ...it, ...part } : it)))
          }
          onMove={(to) => onChange(moved(questions, at, to))}
          onRemove={() =>
            onChange(
              questions
                .filter((_question, place) => place !== at)
                .map((it) => ({ ...it, skips: [] })),
            )
          }
        />
      ))}
      {questions.length < QUESTIONS_MAX && (
        <Button
          variant="default"
          h={52}
          leftSection={<IconPlus size={20} aria-hidden />}
          onClick={() => onChange([...questions, freshQuestion(nextKey)])}
        >
          {t.add}
        </Button>
      )}
    </>
  )
}
