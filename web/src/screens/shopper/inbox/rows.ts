/** What the list of messages shows as one row: quiet notices of one day belong together. Pure. */

type Shown = {
  readonly isQuiet: boolean
  readonly sentAt: string
  readonly link: string | null
  readonly merchantId: string
}

/** The title of one notice, without how often it tells of: a row of several counts them itself. */
export const withoutCount = (title: string): string => title.replace(/ \([^()]*\)$/, '')

/** The messages row by row, in their order; a row of several stands where its newest stood. */
export function rowsOf<Message extends Shown>(
  messages: readonly Message[],
  dayOf: (at: Date) => string,
): readonly (readonly [Message, ...Message[]])[] {
  const rows = new Map<string, [Message, ...Message[]]>()
  messages.forEach((message, at) => {
    const { isQuiet, sentAt, link, merchantId } = message
    const key = isQuiet ? `${merchantId}/${link ?? ''}/${dayOf(new Date(sentAt))}` : `${at}`
    const row = rows.get(key)
    if (row) row.push(message)
    else rows.set(key, [message])
  })
  return [...rows.values()]
}
