/** Places from a CSV: choose the columns, read it as practice, then for real, batch by batch. */
import { Button, FileInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../../api.ts'
import { csvTextOf, readCsv, type Table } from '../../parts/csv.ts'
import { RefusedRows, RunProgress, useRowsRun, type RowsRun } from '../../parts/RowsRun.tsx'
import { operator as en } from '../../text/en/operator.ts'
import { parts as partsEn } from '../../text/en/parts.ts'
import { counted } from '../../text/figures.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { parts as partsKo } from '../../text/ko/parts.ts'
import { useText } from '../../text/language.tsx'
import { useRefusalText } from '../../text/refusal.ts'
import { Figure, Figures } from '../../ui/Section.tsx'
import { guessColumns, placeColumns, placeRows, type ColumnMap } from './csv.ts'
import styles from './operator.module.css'
import type { ImportReport } from './shapes.ts'

const BATCH = 500

type Run = RowsRun<ImportReport>

export function Imports() {
  const t = useText({ ko, en })
  const words = useText({ ko: partsKo, en: partsEn })
  const says = useRefusalText()
  const [table, setTable] = useState<Table>([])
  const [columns, setColumns] = useState<ColumnMap>(() => guessColumns([]))
  const [source, setSource] = useState('')
  const rows = placeRows(table, columns)
  const { run, done } = useRowsRun(rows, BATCH, async (part, dryRun) => {
    const body = { source: source.trim(), dryRun, rows: part }
    return (await call('POST /v1/imports/places', { body })).items
  })
  const read = async (file: File | null) => {
    const read = file ? readCsv(await csvTextOf(file)) : []
    setTable(read)
    setColumns(guessColumns(read[0] ?? []))
    if (file && source === '') setSource(file.name.replace(/\.csv(\.gz)?$/, ''))
    run.reset()
  }
  const count = (outcome: ImportReport['outcome']) =>
    run.data?.reports.filter((report) => report.outcome === outcome).length ?? 0
  const isReady = rows.length > 0 && source.trim() !== '' && columns.name !== null
  const isTried = run.data?.dryRun === true
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t.importHint}</p>
      <div className={styles.filters}>
        <FileInput
          label={t.importFile}
          size="md"
          accept=".csv,.gz,text/csv"
          placeholder={t.importChoose}
          clearable
          clearButtonProps={{ 'aria-label': words.fileClear }}
          onChange={(file) => void read(file)}
        />
        <TextInput
          label={t.importSource}
          description={t.importSourceHint}
          maxLength={60}
          value={source}
          onChange={({ currentTarget }) => setSource(currentTarget.value)}
        />
      </div>
      {table.length === 0 ? (
        <p className={styles.soft}>{t.importNoFile}</p>
      ) : (
        <fieldset className={styles.columns}>
          <legend>{t.importColumns}</legend>
          {placeColumns.map((column) => (
            <Select
              key={column}
              label={column}
              placeholder={t.importNone}
              clearable
              data={[...new Set(table[0] ?? [])].filter((header) => header !== '')}
              value={columns[column]}
              onChange={(header) => setColumns({ ...columns, [column]: header })}
            />
          ))}
        </fieldset>
      )}
      <div className={styles.buttons}>
        <Button
          variant={isTried ? 'default' : 'filled'}
          h={52}
          disabled={!isReady || run.isPending}
          onClick={() => run.mutate(true)}
        >
          {t.importTry}
        </Button>
        {isTried && (
          <Button h={52} disabled={run.isPending} onClick={() => run.mutate(false)}>
            {t.importGo(count('created') + count('updated'))}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {run.isPending && <RunProgress done={done} total={rows.length} label={t.import} />}
        {run.isError && <p className={styles.bad}>{says(run.error)}</p>}
        {run.data && !run.data.dryRun && <p className={styles.good}>{t.importDone}</p>}
      </div>
      {run.data && <Reports run={run.data} />}
    </div>
  )
}

function Reports({ run }: { readonly run: Run }) {
  const t = useText({ ko, en })
  const of = (outcome: ImportReport['outcome']) =>
    run.reports.filter((report) => report.outcome === outcome)
  const refused = of('refused')
  return (
    <>
      <Figures>
        <Figure name={t.importCreated} value={counted(of('created').length)} />
        <Figure name={t.importUpdated} value={counted(of('updated').length)} />
        <Figure name={t.importUnchanged} value={counted(of('unchanged').length)} />
        <Figure name={t.importFailed} value={counted(refused.length)} />
      </Figures>
      <RefusedRows
        rows={refused.map(({ line, column, why }) => ({ line, says: `${column}: ${why}` }))}
      />
    </>
  )
}
