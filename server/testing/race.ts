/** A starting line for races: whoever calls waits until all have arrived, then all go on at once. */
export function startingLine(count: number): () => Promise<void> {
  let arrived = 0
  let go = () => {}
  const gone = new Promise<void>((resolve) => (go = resolve))
  return async () => {
    arrived += 1
    if (arrived === count) go()
    await gone
  }
}
