/** Jobs by state; a failed one can be tried again. */
import { Button, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { dateAndClock } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { useRefusalText } from '../../text/refusal.ts'
import { toast } from '../../ui/Toast.tsx'
import { useNames } from './names.ts'
import styles from './operator.module.css'
import type { JobState } from './shapes.ts'

const states = ['waiting', 'running', 'failed', 'done'] as const

export function Jobs() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const now = useNow()
  const { areaOf } = useNames()
  const [state, setState] = useState<JobState>('waiting')
  const jobs = useQuery({
    ...ask('GET /v1/operator/jobs', { query: { state, limit: 100 } }),
    refetchInterval: 5_000,
  })
  const retry = useMutation({
    mutationFn: (jobId: string) =>
      call('POST /v1/operator/jobs/{jobId}/retry', { params: { jobId } }),
    onSuccess: () => toast({ says: t.jobRetried, tone: 'yes' }),
    onError: (error) => toast({ says: says(error), tone: 'no' }),
    onSettled: () => refresh('GET /v1/operator/jobs', 'GET /v1/operator/health'),
  })
  const names = {
    waiting: t.jobsWaiting,
    running: t.jobsRunning,
    failed: t.jobsFailed,
    done: t.jobsDone,
  }
  return (
    <div className={styles.stack}>
      <SegmentedControl
        size="md"
        aria-label={t.jobs}
        value={state}
        onChange={(next) => setState(states.find((one) => one === next) ?? 'waiting')}
        data={states.map((value) => ({ value, label: names[value] }))}
      />
      <Answer query={jobs}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{t.jobsEmpty}</p>
          ) : (
            <div className={styles.scroll} tabIndex={0} role="group" aria-label={t.jobs}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">{t.jobName}</th>
                    <th scope="col">{t.jobRunAt}</th>
                    <th scope="col">{t.jobAttempts}</th>
                    <th scope="col">{t.jobError}</th>
                    {state === 'failed' && <td />}
                  </tr>
                </thead>
                <tbody>
                  {items.map((job) => (
                    <tr key={job.id}>
                      <th scope="row">
                        {areaOf(job.name)}
                        <span className={styles.code}>{job.name}</span>
                      </th>
                      <td className="figures">
                        {dateAndClock(new Date(job.runAt), now, language)}
                      </td>
                      <td className="figures">{job.attempt}</td>
                      <td className={styles.error}>{job.error ?? '–'}</td>
                      {state === 'failed' && (
                        <td>
                          <Button
                            variant="default"
                            h={44}
                            loading={retry.isPending && retry.variables === job.id}
                            onClick={() => retry.mutate(job.id)}
                          >
                            {t.jobRetry}
                          </Button>
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </div>
  )
}
