/** The only expected error: "no, and here is why". */

/** What the asker can do about it. The HTTP edge turns each kind into one status code. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'exhausted'
  | 'unprocessable'
  | 'too-many'

/** `says` is what happened, for logs and API users; `todo` is what the asker can do about it. */
export type Refusal = { readonly kind: RefusalKind; readonly says: string; readonly todo?: string }
export type Refusals<Code extends string = string> = Readonly<Record<Code, Refusal>>

export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain }
/** More about one refusal, shown to the asker: plain values only. */
export type RefusalDetails = Readonly<Record<string, Plain>>

/** Expected, and safe to show. Whatever else is thrown is a fault, and is not. */
export class Refused<Code extends string = string> extends Error {
  override readonly name = 'Refused'
  readonly code: Code
  readonly kind: RefusalKind
  readonly todo: string | null
  readonly details: RefusalDetails

  constructor(refusals: Refusals<Code>, code: Code, details: RefusalDetails = {}) {
    super(refusals[code].says)
    this.code = code
    this.kind = refusals[code].kind
    this.todo = refusals[code].todo ?? null
    this.details = details
  }
}
