/** How batches and voucher codes look in requests and answers. */
import { z } from 'zod'
import { nameShapes } from '../../../../platform/http/shapes.ts'
import { idOf, instant, instantIn } from '../../../../platform/http.ts'
import { ALPHABET_LETTERS_MAX, alphabets, CODE_LENGTH_MAX } from '../../model/codes/alphabet.ts'
import {
  BATCH_TITLE_LENGTH_MAX,
  CLAIMS_MAX,
  IMPORT_CODES_MAX,
  maskedPhone,
  PUBLISH_DAYS_MAX,
  untilOf,
  voucherState,
  type Batch,
  type Voucher,
} from '../../model/codes/batch.ts'
import { BATCH_CODES_MAX } from '../../model/codes/pattern.ts'
import type { CodesWanted, ShopVoucher } from '../../service/codes/batches.ts'
import type { MyVoucher } from '../../service/codes/publish.ts'

const codeText = z.string().trim().min(1).max(CODE_LENGTH_MAX)
const alphabetNames = [
  'crockford',
  'digits',
  'letters',
] as const satisfies readonly (keyof typeof alphabets)[]

/** Where the codes come from. An alphabet is one of ours by name, or letters of the shop's own. */
const codesIn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('shared'),
    text: codeText.regex(/^[\p{L}\p{N}][\p{L}\p{N} -]*$/u, 'letters, digits and dashes'),
    claimsMax: z.int().positive().max(CLAIMS_MAX),
  }),
  z.strictObject({
    kind: z.literal('made-up'),
    pattern: codeText,
    alphabet: z.union([
      z.enum(alphabetNames),
      z.strictObject({ letters: z.string().min(1).max(ALPHABET_LETTERS_MAX) }),
    ]),
    count: z.int().positive().max(BATCH_CODES_MAX),
  }),
  z.strictObject({ kind: z.literal('from-file') }),
])

/** Codes as they are asked for, in the words of the service. */
export function codesWanted(asked: z.output<typeof codesIn>): CodesWanted {
  if (asked.kind !== 'made-up') return asked
  const { kind, count, pattern, alphabet } = asked
  const letters =
    typeof alphabet === 'string' ? alphabets[alphabet] : alphabet.letters.toUpperCase()
  return { kind, count, pattern: { text: pattern, alphabet: letters } }
}

const title = z.string().trim().min(1).max(BATCH_TITLE_LENGTH_MAX)
const publishDays = z.int().positive().max(PUBLISH_DAYS_MAX).nullable()

export const newBatch = z.strictObject({
  id: idOf('code-batch').optional(),
  title,
  codes: codesIn,
  claimFrom: instantIn.nullable().default(null),
  claimUntil: instantIn.nullable().default(null),
  publishDays: publishDays.default(null),
})

export const batchChange = z.strictObject({
  title: title.optional(),
  claimFrom: instantIn.nullable().optional(),
  claimUntil: instantIn.nullable().optional(),
  publishDays: publishDays.optional(),
  isVoid: z.literal(true).optional(),
  isArchived: z.boolean().optional(),
})

export const batchAnswer = z.object({
  id: idOf('code-batch'),
  offerId: idOf('offer'),
  merchantId: idOf('merchant'),
  title: z.string(),
  kind: z.enum(['shared', 'unique']),
  /** As in `10OFF-#######`; null where no code is made up. */
  pattern: z.string().nullable(),
  /** Codes that are to be there, and those that are; they are being made while it is fewer. */
  wanted: z.int(),
  made: z.int(),
  claims: z.int(),
  claimFrom: instant.nullable(),
  claimUntil: instant.nullable(),
  publishDays: z.int().nullable(),
  createdAt: instant,
  voidedAt: instant.nullable(),
  archivedAt: instant.nullable(),
})

export function batchView({ pattern, ...batch }: Batch): z.input<typeof batchAnswer> {
  // What comes from a file is there at once.
  const wanted = Math.max(batch.wanted, pattern ? 0 : batch.made)
  return { ...batch, wanted, pattern: pattern?.text ?? null }
}

export const shopVoucher = z.object({
  number: z.int(),
  code: z.string(),
  state: z.enum(['free', 'published', 'claimed', 'void', 'expired']),
  claims: z.int(),
  claimsMax: z.int(),
  claimedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  claimUntil: instant.nullable(),
  /** Whether one person alone may claim with it; the end of the phone number, where it is known. */
  isBound: z.boolean(),
  holderPhone: z.string().nullable(),
})

export function voucherView(
  batch: Batch,
  { voucher, claimedAt }: ShopVoucher,
  at: Date,
): z.input<typeof shopVoucher> {
  const { number, text, claims, claimsMax, publishedAt, holderId, holderPhone } = voucher
  return {
    number,
    code: text,
    state: voucherState(batch, voucher, at),
    claims,
    claimsMax,
    claimedAt,
    publishedAt,
    claimUntil: untilOf(batch, voucher),
    isBound: holderId !== null || holderPhone !== null,
    holderPhone: holderPhone === null ? null : maskedPhone(holderPhone),
  }
}

export const codeRows = z.strictObject({
  dryRun: z.boolean().default(false),
  rows: z
    .array(
      z.strictObject({
        line: z.int().positive(),
        code: z.string().max(200),
        phone: z.string().max(40).nullable().default(null),
      }),
    )
    .min(1)
    .max(IMPORT_CODES_MAX),
})

export const codeReports = z.object({
  reports: z.array(
    z.object({
      line: z.int(),
      outcome: z.enum(['created', 'unchanged', 'refused']),
      column: z.enum(['code', 'phone']).nullable(),
      why: z.string().nullable(),
    }),
  ),
})

export const published = z.object({
  number: z.int(),
  code: z.string(),
  claimUntil: instant.nullable(),
})

export function publishedView({ number, text, claimUntil }: Voucher): z.input<typeof published> {
  return { number, code: text, claimUntil }
}

export const myVoucher = z.object({
  code: z.string(),
  claimUntil: instant.nullable(),
  offerId: idOf('offer'),
  offerTitle: z.string(),
  merchantName: z.string(),
})

export function myVoucherView(mine: MyVoucher): z.input<typeof myVoucher> {
  const { voucher, offer, merchantName } = mine
  const claimUntil = untilOf({ claimUntil: voucher.batchUntil }, voucher)
  const about = { offerId: offer.id, offerTitle: offer.title, merchantName }
  return { code: voucher.text, claimUntil, ...about }
}

nameShapes({ CodeBatch: batchAnswer, Voucher: shopVoucher })
