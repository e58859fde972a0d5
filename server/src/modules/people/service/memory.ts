/** What this process remembers of people, and how a unit of work makes it forget at its commit. */
import type { Work } from '../../../platform/work.ts'

/** Something in memory that was read from the database. `owner` is a person or an API key. */
export type Memory = { forget(owner: string): void }

// Other processes, and other markets in this one, hear of a change from the log within a moment.
// The process that made it must not answer its own maker with what was true before, so every memory
// here is told at once. To forget without need costs one query.
const memories = new Set<WeakRef<Memory>>()

export function remember(memory: Memory): void {
  memories.add(new WeakRef(memory))
}

/** Lets every memory of this process forget about a person or key, once the work is committed. */
export function forgetAfter(work: Work, owner: string): void {
  work.afterCommit(() => {
    for (const reference of memories) {
      const memory = reference.deref()
      if (memory) memory.forget(owner)
      else memories.delete(reference)
    }
  })
}
