/** What a survey found out: bars for each question, words by themselves, and two questions crossed. */
import { Select } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import type { ReplyTo } from '../../../shapes.ts'
import { surveys as en } from '../../../text/en/surveys.ts'
import { counted } from '../../../text/figures.ts'
import { surveys as ko } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { GridTable } from '../../../ui/FigureTable.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './surveys.module.css'

type Survey = ReplyTo<'GET /v1/surveys/{surveyId}/plan'>['survey']
type Found = ReplyTo<'GET /v1/surveys/{surveyId}/results'>
type Cell = Found['segments'][number]

export function Results({ survey, results }: { readonly survey: Survey; readonly results: Found }) {
  const t = useText({ ko, en })
  const name = useNames(survey)
  if (results.counted === 0) {
    return (
      <EmptyState icon={IconChartBar} title={t.noResults}>
        {t.noResultsBody}
      </EmptyState>
    )
  }
  return (
    <>
      {survey.questions.map((question, at) => {
        const found = results.results[at]
        return (
          <Card key={at}>
            <section aria-label={question.text}>
              <h2 className={styles.asked}>{`${at + 1}. ${question.text}`}</h2>
              {found?.cells ? (
                <Bars cells={found.cells} people={results.counted} nameOf={name(String(at))} />
              ) : (
                <Texts texts={found?.texts ?? []} />
              )}
            </section>
          </Card>
        )
      })}
      <Card>
        <h2 className={styles.asked}>{t.segments}</h2>
        <Bars cells={results.segments} people={results.counted} nameOf={name('segment')} />
      </Card>
      <Crossed survey={survey} />
    </>
  )
}

type Names = (answer: Cell['answer']) => string

/** How the answers to a question, or segments, are called. */
function useNames(survey: Survey): (side: string) => Names {
  const t = useText({ ko, en })
  return (side) => (answer) => {
    if (answer === null) return t.none
    if (typeof answer === 'string') return t.segment[answer]
    const options = survey.questions[Number(side)]?.options ?? []
    return options.find((it) => it.answer === answer)?.text ?? String(answer)
  }
}

function Bars({
  cells,
  people,
  nameOf,
}: {
  readonly cells: readonly Cell[]
  readonly people: number
  readonly nameOf: Names
}) {
  const t = useText({ ko, en })
  // "No answer" that nobody left says nothing.
  const shown = cells.filter(({ answer, people: count }) => answer !== null || count !== 0)
  return (
    <ul className={styles.cells}>
      {shown.map(({ answer, people: count }) => (
        <li key={String(answer)}>
          <span>{nameOf(answer)}</span>
          <b className="figures">{count === null ? t.hidden : t.people(counted(count))}</b>
          <span className={styles.track} aria-hidden>
            <i style={{ width: `${((count ?? 0) / people) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  const t = useText({ ko, en })
  if (texts.length === 0) return <p className={styles.soft}>{t.noTexts}</p>
  return (
    <ul className={styles.texts} aria-label={t.texts}>
      {texts.map((text, at) => (
        <li key={at}>{text}</li>
      ))}
    </ul>
  )
}

function Crossed({ survey }: { readonly survey: Survey }) {
  const t = useText({ ko, en })
  const sides = [
    ...survey.questions.flatMap(({ kind, text }, at) =>
      kind === 'text' ? [] : [{ value: String(at), label: `${at + 1}. ${text}` }],
    ),
    { value: 'segment', label: t.segments },
  ]
  const [row, setRow] = useState(sides[0]?.value ?? '')
  const [column, setColumn] = useState(sides[1]?.value ?? '')
  const isPair = row !== column
  const table = useQuery({
    ...ask('GET /v1/surveys/{surveyId}/table', {
      params: { surveyId: survey.id },
      query: { row, column },
    }),
    enabled: isPair,
  })
  return (
    <Section title={t.cross}>
      <div className={styles.pair}>
        <Select
          label={t.crossRow}
          allowDeselect={false}
          data={sides}
          value={row}
          onChange={(value) => setRow(value ?? row)}
        />
        <Select
          label={t.crossColumn}
          allowDeselect={false}
          data={sides}
          value={column}
          onChange={(value) => setColumn(value ?? column)}
        />
      </div>
      {isPair ? (
        <Answer query={table}>
          {(it) => <CrossTable survey={survey} table={it} row={row} column={column} />}
        </Answer>
      ) : (
        <p className={styles.soft}>{t.crossPick}</p>
      )}
    </Section>
  )
}

function CrossTable({
  survey,
  table,
  row,
  column,
}: {
  readonly survey: Survey
  readonly table: ReplyTo<'GET /v1/surveys/{surveyId}/table'>
  readonly row: string
  readonly column: string
}) {
  const t = useText({ ko, en })
  const name = useNames(survey)
  const figure = (count: number | null | undefined) =>
    count === null || count === undefined ? t.hiddenShort : counted(count)
  const sum = (count: number | null) => <b>{figure(count)}</b>
  return (
    <GridTable
      label={t.crossTable}
      corner={null}
      columns={[...table.columns.map(({ answer }) => name(column)(answer)), t.all]}
      rows={[
        ...table.rows.map(({ answer, people }, at) => ({
          key: String(answer),
          name: name(row)(answer),
          figures: [
            ...table.columns.map((_other, place) => figure(table.figures[at]?.[place])),
            sum(people),
          ],
        })),
        {
          key: 'all',
          name: t.all,
          figures: [...table.columns.map(({ people }) => sum(people)), sum(table.counted)],
        },
      ]}
    />
  )
}
