/** Group commit: concurrent calls of one kind are gathered and written as one batch. */
import { assert } from '../kernel/assert.ts'

export type Gathering<Item, Answer> = {
  /** The most items one batch takes. */
  readonly itemsMax: number
  /** How many batches may be under way at once; 1 keeps batches in order. */
  readonly flightsMax: number
  /**
   * Does the work of a batch: one answer an item, in the same order. An `Error` among the answers
   * is thrown at its caller alone; an error thrown by the batch is thrown at all its callers.
   */
  run(items: readonly Item[]): Promise<readonly (Answer | Error)[]>
}

type Waiting<Item, Answer> = {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * A function that looks as if it handled one item, and handles what came together as a batch.
 *
 * It never waits for company: an idle gatherer starts at once, and what arrives while the flights
 * are out makes up the next batch. So an idle system answers fast, and a busy one commits rarely.
 */
export function gather<Item, Answer>(
  gathering: Gathering<Item, Answer>,
): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = []
  let flights = 0
  let isPlanned = false

  const fly = async (batch: readonly Waiting<Item, Answer>[]) => {
    try {
      const answers = await gathering.run(batch.map(({ item }) => item))
      assert(answers.length === batch.length, 'a batch gives one answer an item')
      batch.forEach(({ resolve, reject }, at) => {
        const answer = answers[at] as Answer | Error
        if (answer instanceof Error) reject(answer)
        else resolve(answer)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      flights -= 1
      depart()
    }
  }

  const depart = () => {
    isPlanned = false
    while (waiting.length > 0 && flights < gathering.flightsMax) {
      const batch = waiting.slice(0, gathering.itemsMax)
      waiting = waiting.slice(batch.length)
      flights += 1
      void fly(batch)
    }
  }

  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isPlanned || flights >= gathering.flightsMax) return
      // What arrived in the same turn of the event loop travels together.
      isPlanned = true
      setImmediate(depart)
    })
}
