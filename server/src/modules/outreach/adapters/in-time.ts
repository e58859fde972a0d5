/** For libraries that know no signal: their answer, or the end of the time. */
import { WayFailed } from '../ports.ts'

/** @throws {WayFailed} when the signal fires first */
export async function inTime<Answer>(
  start: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  if (signal.aborted) throw new WayFailed('there was no time left')
  let stop = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new WayFailed('there was no time left'))
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([start(), aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
