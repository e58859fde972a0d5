/** Colours that shops choose, and what can be read on them. Pure. */

/** Relative luminance of `#rrggbb` (WCAG 2.2); unreadable text counts as persimmon. */
export function luminance(color: string): number {
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1] ?? 'c8431d'
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const INK = 0.011

/** Ink or white, whichever stands out more on the colour: at least 4.5:1 for every colour. */
export function inkOn(color: string): 'ink' | 'white' {
  const back = luminance(color)
  return (back + 0.05) / (INK + 0.05) >= 1.05 / (back + 0.05) ? 'ink' : 'white'
}
