/** Numbers from a file: shown as they are read, tried line by line, then taken. */
import { Button, Checkbox, FileInput, Select } from '@mantine/core'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { csvTextOf, readCsv, type Table } from '../../../parts/csv.ts'
import { RefusedRows, RunProgress, useRowsRun } from '../../../parts/RowsRun.tsx'
import type { ReplyTo } from '../../../shapes.ts'
import { codes as en } from '../../../text/en/codes.ts'
import { parts as partsEn } from '../../../text/en/parts.ts'
import { refusals as refusalsEn } from '../../../text/en/refusals.ts'
import { counted } from '../../../text/figures.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { parts as partsKo } from '../../../text/ko/parts.ts'
import { refusals as refusalsKo } from '../../../text/ko/refusals.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Figure, Figures } from '../../../ui/Section.tsx'
import styles from './codes.module.css'
import { codeRows, guessColumns, type CodeRow, type Columns } from './file.ts'

const TAKE = 'POST /v1/code-batches/{batchId}/vouchers'
/** The server takes no more rows at once. */
const ROWS_AT_ONCE = 1_000
const ROWS_SHOWN = 5
type Report = ReplyTo<typeof TAKE>['reports'][number]

export function ImportCodes({
  batchId,
  onTaken,
}: {
  readonly batchId: string
  readonly onTaken: () => Promise<unknown>
}) {
  const t = useText({ ko, en }).file
  const words = useText({ ko: partsKo, en: partsEn })
  const says = useRefusalText()
  const [table, setTable] = useState<Table>([])
  const [columns, setColumns] = useState<Columns>(() => guessColumns([]))
  const rows = codeRows(table, columns)
  const { run, done } = useRowsRun<CodeRow, Report>(rows, ROWS_AT_ONCE, async (part, dryRun) => {
    const body = { dryRun, rows: part }
    return (await call(TAKE, { params: { batchId }, body })).reports
  })
  const read = async (file: File | null) => {
    const cells = file ? readCsv(await csvTextOf(file)) : []
    setTable(cells)
    setColumns(guessColumns(cells))
    run.reset()
  }
  const change = (part: Partial<Columns>) => {
    setColumns({ ...columns, ...part })
    run.reset()
  }
  const isTried = run.data?.dryRun === true
  const fresh = run.data?.reports.filter(({ outcome }) => outcome === 'created').length ?? 0
  return (
    <div className={styles.form}>
      <p className={styles.soft}>{t.hint}</p>
      <FileInput
        label={t.file}
        placeholder={t.filePlaceholder}
        size="md"
        accept=".csv,.txt,.gz,text/csv,text/plain"
        clearable
        clearButtonProps={{ 'aria-label': words.fileClear }}
        onChange={(file) => void read(file)}
      />
      {table.length > 0 && (
        <>
          <ColumnChoice table={table} columns={columns} onChange={change} />
          <Preview rows={rows} />
        </>
      )}
      {rows.length > 0 && (
        <Button
          h={52}
          variant={isTried ? 'default' : 'filled'}
          disabled={run.isPending}
          onClick={() => run.mutate(true)}
        >
          {t.tryIt}
        </Button>
      )}
      <div aria-live="polite" className={styles.form}>
        {run.isPending && <RunProgress done={done} total={rows.length} label={t.title} />}
        {run.isError && <p className={styles.no}>{says(run.error)}</p>}
        {run.data && <Reports reports={run.data.reports} isTried={isTried} />}
      </div>
      {isTried && fresh > 0 && (
        <Button
          h={52}
          loading={run.isPending}
          onClick={() => run.mutate(false, { onSuccess: () => void onTaken() })}
        >
          {t.take(counted(fresh))}
        </Button>
      )}
    </div>
  )
}

function ColumnChoice({
  table,
  columns,
  onChange,
}: {
  readonly table: Table
  readonly columns: Columns
  readonly onChange: (part: Partial<Columns>) => void
}) {
  const t = useText({ ko, en }).file
  const width = Math.max(...table.map((cells) => cells.length))
  const head = columns.hasHead ? (table[0] ?? []) : []
  const names = Array.from({ length: width }, (_, at) => ({
    value: String(at),
    label: head[at]?.trim() || t.column(at + 1),
  }))
  return (
    <>
      <Checkbox
        size="md"
        label={t.hasHead}
        checked={columns.hasHead}
        onChange={({ currentTarget }) => onChange({ hasHead: currentTarget.checked })}
      />
      {width > 1 && (
        <div className={styles.pair}>
          <Select
            label={t.codeColumn}
            size="md"
            allowDeselect={false}
            data={names}
            value={String(columns.code)}
            onChange={(value) => onChange({ code: Number(value) })}
          />
          <Select
            label={t.phoneColumn}
            size="md"
            clearable
            placeholder={t.noPhone}
            data={names.filter(({ value }) => value !== String(columns.code))}
            value={columns.phone === null ? null : String(columns.phone)}
            onChange={(value) => onChange({ phone: value === null ? null : Number(value) })}
          />
        </div>
      )}
    </>
  )
}

/** The first numbers as they were read: a wrong column is seen at once. */
function Preview({ rows }: { readonly rows: readonly CodeRow[] }) {
  const t = useText({ ko, en }).file
  if (rows.length === 0) return <p className={styles.soft}>{t.nothing}</p>
  return (
    <div className={styles.example}>
      <p className={styles.soft}>{t.found(counted(rows.length))}</p>
      {rows.slice(0, ROWS_SHOWN).map(({ line, code, phone }) => (
        <span key={line} className={styles.code}>
          {[code, phone].filter(Boolean).join(' · ')}
        </span>
      ))}
      {rows.length > ROWS_SHOWN && <span aria-hidden>…</span>}
    </div>
  )
}

function Reports({
  reports,
  isTried,
}: {
  readonly reports: readonly Report[]
  readonly isTried: boolean
}) {
  const t = useText({ ko, en }).file
  const words: Readonly<Record<string, string>> = useText({ ko: refusalsKo, en: refusalsEn })
  const of = (wanted: Report['outcome']) => reports.filter(({ outcome }) => outcome === wanted)
  const refused = of('refused')
  return (
    <>
      <p className={refused.length === 0 ? styles.yes : styles.soft}>
        {isTried ? (refused.length === 0 ? t.allGood : t.someRefused) : t.done}
      </p>
      <Figures>
        <Figure name={isTried ? t.fresh : t.taken} value={counted(of('created').length)} />
        <Figure name={t.known} value={counted(of('unchanged').length)} />
        <Figure name={t.refused} value={counted(refused.length)} />
      </Figures>
      <RefusedRows
        rows={refused.map(({ line, why }) => ({ line, says: words[why ?? ''] ?? why ?? '' }))}
      />
    </>
  )
}
