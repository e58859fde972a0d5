/** Sentences for refusals that carry values: what happened, and what to do next. */

/** Values beside a code, already in words; empty where the server said nothing. */
export type RefusalValues = Readonly<
  Record<'billMinorMin' | 'missingMinor' | 'when' | 'demand', string>
>
export type RefusalWords = { readonly says: string; readonly todo: string }
/** By code; `other` is for codes nobody foresaw. */
export type RefusalTexts = {
  readonly other: (values: RefusalValues) => RefusalWords
} & Readonly<Record<string, (values: RefusalValues) => RefusalWords>>
