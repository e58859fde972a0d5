/** The reasons of decisions in words: why somebody got nothing, or what would keep them from it. Pure. */

/** By rule, or `rule/code` where the code says more. */
export type ReasonTexts = Readonly<Record<string, string>>

/** A rule we have no words for is shown by its name: honest, and findable. */
export function reasonText(rule: string, texts: ReasonTexts, code: string | null = null): string {
  return (code !== null ? texts[`${rule}/${code}`] : undefined) ?? texts[rule] ?? rule
}
