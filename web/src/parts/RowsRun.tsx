/** Rows of a file, sent to the server part by part: tried first, then for real. */
import { Progress } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { parts as en } from '../text/en/parts.ts'
import { counted } from '../text/figures.ts'
import { parts as ko } from '../text/ko/parts.ts'
import { useText } from '../text/language.tsx'
import styles from './RowsRun.module.css'

export type RowsRun<Report> = { readonly dryRun: boolean; readonly reports: readonly Report[] }

/** More would not be read; the file is mended before it comes again. */
const REFUSED_SHOWN = 100

/**
 * @param size how many rows the server takes at once
 * @param send sends some rows, as practice where `dryRun`, and answers a report for each
 */
export function useRowsRun<Row, Report>(
  rows: readonly Row[],
  size: number,
  send: (part: readonly Row[], dryRun: boolean) => Promise<readonly Report[]>,
) {
  const [done, setDone] = useState(0)
  const run = useMutation({
    mutationFn: async (dryRun: boolean): Promise<RowsRun<Report>> => {
      const reports: Report[] = []
      for (let at = 0; at < rows.length; at += size) {
        setDone(at)
        reports.push(...(await send(rows.slice(at, at + size), dryRun)))
      }
      setDone(rows.length)
      return { dryRun, reports }
    },
  })
  return { run, done }
}

export function RunProgress({
  done,
  total,
  label,
}: {
  readonly done: number
  readonly total: number
  readonly label: string
}) {
  const t = useText({ ko, en })
  return (
    <>
      <Progress value={(done / Math.max(1, total)) * 100} aria-label={label} />
      <p className={styles.soft}>{t.rowsRunning(counted(done), counted(total))}</p>
    </>
  )
}

/** What was refused, line by line as an editor counts them. */
export function RefusedRows({
  rows,
}: {
  readonly rows: readonly { readonly line: number; readonly says: string }[]
}) {
  const t = useText({ ko, en })
  if (rows.length === 0) return null
  const more = rows.length - REFUSED_SHOWN
  return (
    <>
      <ul className={styles.rows}>
        {rows.slice(0, REFUSED_SHOWN).map(({ line, says }) => (
          <li key={line} className={styles.row}>
            <b className="figures">{t.row(String(line))}</b>
            <span>{says}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.soft}>{t.rowsMore(counted(more))}</p>}
    </>
  )
}
