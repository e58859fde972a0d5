/** A clock for replays: put to an instant, it goes on by a millisecond with each look. */
export function tickingClock(): { clock(): Date; setClock(at: Date): void } {
  let ms = 0
  return {
    clock: () => new Date((ms += 1)),
    setClock: (at) => void (ms = at.getTime()),
  }
}
