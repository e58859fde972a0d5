/** Time zones by their names, of which some have several. */

/** The one name under which a zone is kept; null when there is no such zone. */
export function keptTimeZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** Whether it names a place with a clock; offsets like +09:00 know no summer time. */
export const isTimeZone = (name: string) => /^[A-Za-z]/.test(name) && keptTimeZone(name) !== null
