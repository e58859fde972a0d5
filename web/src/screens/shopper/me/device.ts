/** What a browser calls itself, in two words people know. Pure. */

const systems = [
  [/iPhone|iPad/, 'iPhone'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
] as const

// Others call themselves Chrome and Safari too, so the order matters.
const browsers = [
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Whale/, 'Whale'],
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const

/** `Chrome · Android`; the first words of what nobody knows; null for nothing. */
export function deviceName(agent: string): string | null {
  const find = (known: readonly (readonly [RegExp, string])[]) =>
    known.find(([pattern]) => pattern.test(agent))?.[1]
  const name = [find(browsers), find(systems)].filter(Boolean).join(' · ')
  return name || agent.slice(0, 40) || null
}
