/** Every call of the API, as the server declares it. Made by `npm run generate`; not by hand. */

/* eslint-disable */
export type Calls = {
  /** Streams what happens to me, or to a shop of mine, as server-sent events. */
  'GET /v1/live': {
    query?: { merchantId?: string; operator?: 'true' }
    reply: string
  }
  /** Says what this market is. */
  'GET /v1/market': {
    reply: {
      name: string
      contact: string
      timeZone: string
      currency: string
      isDemo: boolean
      demoLogins: {
        role: 'shopper' | 'owner' | 'staff' | 'operator'
        name: string
        email: string
        password: string
      }[]
      tileUrl: string | null
    }
  }
  /** Lists facts that a reader could not read. */
  'GET /v1/operator/dead-facts': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: {
        reader: string
        seq: number
        factId: number
        error: string
        at: string
      }[]
      nextCursor: string | null
    }
  }
  /** Lists facts, newest first. */
  'GET /v1/operator/facts': {
    query?: { limit?: number; cursor?: string; name?: string; subjectId?: string; about?: string }
    reply: {
      items: {
        id: number
        name: string
        version: number
        subjectId: string | null
        at: string
        data: { [key: string]: unknown }
      }[]
      nextCursor: string | null
    }
  }
  /** Says how the installation is. */
  'GET /v1/operator/health': {
    reply: {
      at: string
      startedAt: string
      version: string
      database: {
        version: string
        bytes: number
        connections: number
      }
      log: {
        facts: number
        lastAt: string | null
        deadFacts: number
        readers: {
          name: string
          behind: number
        }[]
      }
      jobs: {
        waiting: number
        running: number
        failed: number
      }
      process: {
        memoryBytes: number
        uptimeSeconds: number
        role: string
      }
    }
  }
  /** Lists jobs, newest first. */
  'GET /v1/operator/jobs': {
    query?: { limit?: number; cursor?: string; state?: 'waiting' | 'running' | 'done' | 'failed' }
    reply: {
      items: {
        id: string
        name: string
        state: 'waiting' | 'running' | 'done' | 'failed'
        key: string | null
        attempt: number
        runAt: string
        createdAt: string
        finishedAt: string | null
        error: string | null
      }[]
      nextCursor: string | null
    }
  }
  /** Tries a failed job again. */
  'POST /v1/operator/jobs/{jobId}/retry': {
    params: { jobId: string }
    reply: {
      state: 'waiting'
    }
  }
  /** Checks everything that must always hold. */
  'POST /v1/operator/verify': {
    reply: {
      at: string
      isHeld: boolean
      verdicts: {
        id: string
        says: string
        isHeld: boolean
        rows: { [key: string]: unknown }[]
      }[]
    }
  }
}

/** The writes that ask for an Idempotency-Key. */
export const keyedCalls: ReadonlySet<string> = new Set<keyof Calls>([])
