/** Every reason of voucher codes and their batches to say no. The codes are public. */
import type { Refusals } from '../../../../kernel/refused.ts'

export const codeRefusals = {
  'batch.unknown': { kind: 'not-found', says: 'There is no such batch of codes.' },
  'batch.id-taken': {
    kind: 'unprocessable',
    says: 'Another batch of codes has this id.',
    todo: 'Make a fresh id, or leave it to the server.',
  },
  'batch.alphabet': {
    kind: 'invalid',
    says: 'These letters cannot make codes.',
    todo: 'Name 2 to 64 letters or digits, none twice, and of O and 0, or I, L and 1, only one.',
  },
  'batch.pattern': {
    kind: 'invalid',
    says: 'Codes cannot be made of this pattern.',
    todo: 'Write letters, digits and dashes, and # for each letter by chance; % ends digits only.',
  },
  'batch.pattern-too-small': {
    kind: 'invalid',
    says: 'So many codes of this pattern could be guessed.',
    todo: 'Leave at least `chanceLettersMin` letters to chance, or make fewer codes.',
  },
  'batch.window-empty': {
    kind: 'invalid',
    says: 'These codes could never be claimed: their time ends before it starts, or has ended.',
    todo: 'Choose an end after the start and after now.',
  },
  'batch.void': {
    kind: 'conflict',
    says: 'This batch of codes has been called back.',
    todo: 'Make a new batch.',
  },
  'batch.not-void': {
    kind: 'conflict',
    says: 'Codes of this batch can still be claimed.',
    todo: 'Call the batch back first, or wait until its offer has ended.',
  },
  'batch.full': {
    kind: 'conflict',
    says: 'A batch holds at most a million codes.',
    todo: 'Make another batch for the rest.',
  },
  'batch.shared': {
    kind: 'conflict',
    says: 'This batch is one code for everybody.',
    todo: 'Use a batch of unique codes.',
  },
  'batch.made-up': {
    kind: 'conflict',
    says: 'The codes of this batch are made up here.',
    todo: 'Make a batch for codes from a file.',
  },
  'batch.none-left': {
    kind: 'exhausted',
    says: 'No unused code is left in this batch.',
    todo: 'Make another batch.',
  },
  'batch.sheet-empty': {
    kind: 'not-found',
    says: 'There are no codes to print from this number on.',
    todo: 'Choose a smaller number.',
  },
  'voucher.malformed': {
    kind: 'invalid',
    says: 'This is not a voucher code.',
    todo: 'Type the letters and digits as they stand on the paper.',
  },
  'voucher.payment-qr': {
    kind: 'invalid',
    says: 'This is a QR to pay with, not a voucher code.',
    todo: 'Look for the square that stands beside the offer.',
  },
  'voucher.manufacturer-coupon': {
    kind: 'invalid',
    says: "This is a manufacturer's coupon, which is good at the counter only.",
    todo: 'Hand it over where you pay.',
  },
  'voucher.counter-code': {
    kind: 'invalid',
    says: 'This is the code of a coupon that somebody has already.',
    todo: 'Show it at the counter: it cannot be typed in here.',
  },
  'voucher.unknown': {
    kind: 'not-found',
    says: 'There is no such code.',
    todo: 'Compare it with the paper letter by letter.',
  },
  'voucher.claimed': {
    kind: 'conflict',
    says: 'This code has been used already.',
    todo: 'Each code is good once. Ask the shop if it was not you.',
  },
  'voucher.exhausted': {
    kind: 'exhausted',
    says: 'This code has been used as often as the shop had planned.',
    todo: 'See what else the shop offers now.',
  },
  'voucher.void': {
    kind: 'conflict',
    says: 'The shop has called this code back.',
    todo: 'Ask the shop.',
  },
  'voucher.not-started': {
    kind: 'conflict',
    says: 'This code is not good yet.',
    todo: 'Come back later; `claimFrom` says when.',
  },
  'voucher.expired': {
    kind: 'conflict',
    says: 'The time to use this code is over.',
    todo: '`claimUntil` says when it ended. See what else the shop offers now.',
  },
  'voucher.other-holder': {
    kind: 'conflict',
    says: 'This code was given to somebody else.',
    todo: 'Sign in with the phone number that the code was sent to.',
  },
  'voucher.locked': {
    kind: 'too-many',
    says: 'Too many wrong codes were tried.',
    todo: 'Wait until `lockedUntil`, then type the code as it stands on the paper.',
  },
  'voucher.taken': {
    kind: 'conflict',
    says: 'Another batch has this code.',
    todo: 'Choose another code.',
  },
  'voucher.too-short': {
    kind: 'invalid',
    says: 'This code is so short that it could be guessed.',
    todo: 'A code for one person has at least 8 letters; a shared one at least 4.',
  },
} as const satisfies Refusals
export type CodeRefusal = keyof typeof codeRefusals
