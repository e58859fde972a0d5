/** What the server answers to the operator's desk, as far as it reads it. */
import type { Instant, Listed } from '../../shapes.ts'

export type Health = {
  readonly at: Instant
  readonly startedAt: Instant
  readonly version: string
  readonly database: {
    readonly version: string
    readonly bytes: number
    readonly connections: number
  }
  readonly log: {
    readonly facts: number
    readonly lastAt: Instant | null
    readonly deadFacts: number
    readonly readers: readonly { readonly name: string; readonly behind: number }[]
  }
  readonly jobs: { readonly waiting: number; readonly running: number; readonly failed: number }
  readonly process: {
    readonly memoryBytes: number
    readonly uptimeSeconds: number
    readonly role: string
  }
}
export type JobState = 'waiting' | 'running' | 'done' | 'failed'
export type Job = {
  readonly id: string
  readonly name: string
  readonly state: JobState
  readonly attempt: number
  readonly runAt: Instant
  readonly createdAt: Instant
  readonly finishedAt: Instant | null
  readonly error: string | null
}
export type Fact = {
  readonly id: number
  readonly name: string
  readonly version: number
  readonly subjectId: string | null
  readonly at: Instant
  readonly data: Readonly<Record<string, unknown>>
}
export type DeadFact = {
  readonly reader: string
  readonly seq: number
  readonly factId: number
  readonly error: string
  readonly at: Instant
}
export type VerdictRow = {
  readonly id: string
  readonly says: string
  readonly isHeld: boolean
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}
export type ImportReport = {
  readonly line: number
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'refused'
  readonly id: string | null
  readonly column: string | null
  readonly why: string | null
}

declare module '../../shapes.ts' {
  interface Replies {
    'GET /v1/operator/health': Health
    'GET /v1/operator/jobs': Listed<Job>
    'GET /v1/operator/facts': Listed<Fact>
    'GET /v1/operator/dead-facts': Listed<DeadFact>
    'POST /v1/operator/verify': {
      readonly at: Instant
      readonly isHeld: boolean
      readonly verdicts: readonly VerdictRow[]
    }
    'POST /v1/imports/places': { readonly items: readonly ImportReport[] }
  }
}
