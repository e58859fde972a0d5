/** The shape of a screen's words without the words: what the other language must have, too. */

/** `typeof korean` where a function chooses between sentences; elsewhere `typeof korean` does. */
export type Words<Korean> = Korean extends string
  ? string
  : Korean extends (...figures: infer Figures) => string
    ? (...figures: Figures) => string
    : { readonly [Key in keyof Korean]: Words<Korean[Key]> }
