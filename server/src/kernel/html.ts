/** HTML from texts of strangers: whatever is put in is written as text, never as a tag. */

/** A piece of HTML that is safe as it stands. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | null | false | readonly Part[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** A text, as it may stand in an element or in an attribute with quotes. */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"'`]/g, (letter) => entities[letter] ?? letter)
}

function written(part: Part): string {
  if (part === null || part === false) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'string') return escaped(part)
  return typeof part === 'number' ? String(part) : part.map(written).join('')
}

/** A piece of HTML; what is put in is escaped unless it is HTML itself. Null and false are left out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  // How the source is indented is nothing to send.
  const pieces = strings.map((text) => text.replaceAll(/\s*\n\s*/g, '\n'))
  return new Html(pieces.reduce((all, text, at) => all + written(parts[at - 1] ?? null) + text))
}

/** A text of several lines: a break for each line, nothing else. */
export function lines(text: string): Html {
  return new Html(text.trim().split(/\r?\n/).map(escaped).join('<br>'))
}

/** Data for a script element, which no text in it can end. */
export function dataScript(value: unknown): Html {
  const json = JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'string' ? one.toWellFormed() : one,
  )
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`)
    .replaceAll('&', String.raw`\u0026`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)
  return new Html(`<script type="application/ld+json">${json}</script>`)
}
