/** Counts of answers as they are shown: small ones hidden, many-answer questions as yes and no. Pure. */
import { segments, type Segment } from '../../loyalty/model/segments.ts'
import { hiddenCells, hiddenCounts, PEOPLE_SHOWN_MIN, type Table } from './hiding.ts'
import { optionsOf, type Question } from './survey.ts'

/** A question that has answers to choose, or how regular people are. */
export type Topic =
  | { readonly kind: 'question'; readonly at: number; readonly question: Question }
  | { readonly kind: 'segment' }

/** What stands in a row or column: an option of a question, a segment, or null for no answer. */
export type Category = number | Segment | null
/** Counts by category; who is not there is nobody. */
export type Counts = ReadonlyMap<Category, number>

/** A figure that is shown; null is a hidden one. */
export type Figure = number | null
export type Cell = { readonly answer: Category; readonly people: Figure }

/** Everything somebody can have said to a topic. Where it need not be answered, nothing is one of them. */
export function categoriesOf(topic: Topic): readonly Category[] {
  return topic.kind === 'segment' ? segments : [...optionsOf(topic.question), null]
}

const isMany = (topic: Topic) => topic.kind === 'question' && topic.question.kind === 'many'

/**
 * How many gave each answer, as far as it is shown.
 *
 * @param people how many sheets there are
 */
export function shownCounts(topic: Topic, counts: Counts, people: number): readonly Cell[] {
  const categories = categoriesOf(topic)
  const hidden = hiddenOf(topic, counts, people)
  return categories.map((answer, at) => {
    return { answer, people: hidden[at] ? null : (counts.get(answer) ?? 0) }
  })
}

function hiddenOf(topic: Topic, counts: Counts, people: number): readonly boolean[] {
  const figures = categoriesOf(topic).map((category) => counts.get(category) ?? 0)
  if (people < PEOPLE_SHOWN_MIN) return figures.map(() => true)
  // Each of many answers is a yes or a no of its own.
  if (isMany(topic)) return figures.map((yes) => hiddenCounts([yes, people - yes])[0] ?? true)
  return hiddenCounts(figures)
}

/**
 * How many of the words written to a question are shown. Their number tells how many wrote none, who may be
 * the few that another answer led past the question; then words stay back until it could be five as well.
 */
export function shownWords(written: number, people: number): number {
  const silent = people - written
  const isTelling = silent > 0 && silent < PEOPLE_SHOWN_MIN
  const shown = isTelling ? people - PEOPLE_SHOWN_MIN : written
  return shown < PEOPLE_SHOWN_MIN ? 0 : shown
}

export type ShownTable = {
  readonly rows: readonly Cell[]
  readonly columns: readonly Cell[]
  /** A line for each row. */
  readonly figures: readonly (readonly Figure[])[]
}

export type Crossed = {
  readonly people: number
  readonly rowCounts: Counts
  readonly columnCounts: Counts
  /** How many are in both. */
  count(row: Category, column: Category): number
}

/** Two topics crossed, as far as it is shown. */
export function shownTable(rowTopic: Topic, columnTopic: Topic, crossed: Crossed): ShownTable {
  const { people, rowCounts, columnCounts, count } = crossed
  const rows = shownCounts(rowTopic, rowCounts, people)
  const columns = shownCounts(columnTopic, columnCounts, people)
  const cells = rows.map((row) => columns.map((column) => count(row.answer, column.answer)))
  const figures = cells.map((line) => line.map((): Figure => null))
  for (const rowPart of partsOf(rowTopic, rows, rowCounts)) {
    for (const columnPart of partsOf(columnTopic, columns, columnCounts)) {
      const inPart = rowPart.shows.map((row) => columnPart.shows.map((at) => cells[row]?.[at] ?? 0))
      const whole = completed(inPart, rowPart, columnPart, people)
      const hidden = hiddenCells(whole, rowPart.hidden, columnPart.hidden)
      for (const [line, row] of rowPart.shows.entries()) {
        for (const [place, column] of columnPart.shows.entries()) {
          const shown = figures[row]
          if (shown && !hidden[line]?.[place]) shown[column] = inPart[line]?.[place] ?? 0
        }
      }
    }
  }
  return { rows, columns, figures }
}

/** A set of categories of which everybody is in exactly one; the last may stand for "not this one". */
type Part = {
  /** Places of the categories that are shown. */
  readonly shows: readonly number[]
  readonly totals: readonly number[]
  readonly hidden: readonly boolean[]
  readonly hasRest: boolean
}

function partsOf(topic: Topic, shown: readonly Cell[], counts: Counts): readonly Part[] {
  const totals = shown.map(({ answer }) => counts.get(answer) ?? 0)
  const hidden = shown.map(({ people }) => people === null)
  if (!isMany(topic)) {
    return [{ shows: shown.map((_cell, at) => at), totals, hidden, hasRest: false }]
  }
  return shown.map((_cell, at) => {
    const isHidden = hidden[at] ?? true
    return { shows: [at], totals: [totals[at] ?? 0], hidden: [isHidden, isHidden], hasRest: true }
  })
}

/** The table with the rests of yes-and-no parts, so that it holds everybody. */
function completed(cells: Table, rowPart: Part, columnPart: Part, people: number): Table {
  const withRest = cells.map((line, at) => {
    if (!columnPart.hasRest) return line
    const inLine = line.reduce((sum, count) => sum + count, 0)
    return [...line, (rowPart.totals[at] ?? 0) - inLine]
  })
  if (!rowPart.hasRest) return withRest
  const columnTotals = columnPart.hasRest
    ? [...columnPart.totals, people - columnPart.totals.reduce((sum, count) => sum + count, 0)]
    : columnPart.totals
  const inColumn = (at: number) => withRest.reduce((sum, line) => sum + (line[at] ?? 0), 0)
  return [...withRest, columnTotals.map((total, at) => total - inColumn(at))]
}
