/** The proof of consents: each yes and no with its words, its time, and where it was given. */
import { allow, mayOwn, personOf, type Actor } from '../../../kernel/actor.ts'
import { CSV_MARK, csvLine } from '../../../kernel/csv.ts'
import type { Id } from '../../../kernel/id.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import type { ConsentProof } from '../model.ts'
import {
  proofsOfMerchant,
  proofsOfPerson,
  type ConsentProofRow,
  type MerchantProofs,
} from '../store/consent-proofs.ts'
import { disclose } from './disclosures.ts'

/** Answers in one file; a person gives fewer, and a shop takes the next file after the last number. */
export const PROOFS_MAX = 20_000

/** As much of a request as shows where it came from. */
type From = {
  readonly ip: string
  readonly headers: { readonly 'user-agent'?: string | undefined }
}

/** What shows later that it was this browser; addresses only as hashes. */
export function proofOf(secret: string, actor: Actor, { ip, headers }: From): ConsentProof {
  const hidden = (text: string) => hmacSha256(secret, `people.proof/${text}`)
  return {
    sessionId: actor.kind === 'person' ? actor.sessionId : null,
    ipHash: hidden(ip),
    agentHash: hidden(headers['user-agent'] ?? ''),
  }
}

/** All answers of the asker, oldest first. */
export function proofsOfAsker(work: Work): Promise<readonly ConsentProofRow[]> {
  return proofsOfPerson(work, personOf(work.actor), PROOFS_MAX)
}

/**
 * All answers of somebody, for a reason that is written down (PE94). The caller has checked who may ask.
 *
 * @throws {Refused} `people.reason-needed`
 */
export async function consentProofsOf(
  work: Work,
  personId: Id<'person'>,
  reason: string,
): Promise<readonly ConsentProofRow[]> {
  await disclose(work, { what: 'consents', merchantId: null, personIds: [personId], reason })
  return proofsOfPerson(work, personId, PROOFS_MAX)
}

/**
 * The answers that a shop was given: for its owner, for a reason that is written down, and each person
 * sees that they were looked at. It names nobody: whoever complains says who they are.
 *
 * @throws {Refused} `people.reason-needed`
 */
export async function consentProofsAt(
  work: Work,
  asked: MerchantProofs & { readonly reason: string },
): Promise<readonly ConsentProofRow[]> {
  allow(mayOwn(work.actor, asked.merchantId))
  const rows = await proofsOfMerchant(work, asked, PROOFS_MAX)
  await disclose(work, {
    what: 'consents',
    merchantId: asked.merchantId,
    personIds: rows.map(({ personId }) => personId),
    reason: asked.reason,
  })
  return rows
}

const columns = [
  'nr',
  'at',
  'person',
  'merchant',
  'purpose',
  'answer',
  'wording_version',
  'wording_ko',
  'wording_en',
  'given_at',
  'session',
  'address_hash',
  'browser_hash',
] as const

/** The same as a table for a spreadsheet. */
export function proofsCsv(rows: readonly ConsentProofRow[]): string {
  const lines = rows.map((row) =>
    csvLine([
      row.nr,
      row.at.toISOString(),
      row.personId,
      row.merchantId,
      row.purpose,
      row.granted ? 'yes' : 'no',
      row.wordingVersion,
      row.ko,
      row.en,
      row.channel,
      row.sessionId,
      row.ipHash,
      row.agentHash,
    ]),
  )
  return CSV_MARK + csvLine(columns) + lines.join('')
}
