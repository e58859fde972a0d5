/** For libraries that know no signal: their answer, or the end of the time. */

/** @throws {Error} when the signal fires first */
export async function inTime<Answer>(
  start: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  if (signal.aborted) throw new Error('there was no time left')
  let stop = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error('there was no time left'))
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([start(), aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
