/** The decisions of the gate as a proof: for the operator, and for the owner of a shop (OU60 to OU63). */
import { allow, mayOperate, mayOwn, type Actor } from '../../../kernel/actor.ts'
import { CSV_MARK } from '../../../kernel/csv.ts'
import { Refused } from '../../../kernel/refused.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { consentFactsOf } from '../../people/service/consent-facts.ts'
import { noteDisclosure } from '../../people/service/disclosures.ts'
import { recordLooks } from '../../people/service/looks.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import { outreachRefusals } from '../model.ts'
import {
  groundsAsked,
  localTime,
  proofCsv,
  proofHeading,
  reasonOf,
  type ProofFilter,
  type ProofFormat,
  type ProofLine,
} from '../model/proof.ts'
import {
  mailingDecisionsAfter,
  messageDecisionsAfter,
  peopleAfter,
  wayDecisionsAfter,
  type FoundDecision,
  type ProofAfter,
  type RecipientKey,
} from '../store/proof.ts'
import { settingsOf } from './hearing.ts'

/** Lines of one transaction; a file of any length is made of such pages. */
const PAGE_LINES_MAX = 1_000
/** Lines of one file; ask for the rest behind the cursor of the last line. */
export const PROOF_LINES_MAX = 1_000_000
const CODE_LETTERS = 16

export type ProofAsked = ProofFilter & {
  readonly after: string | null
  readonly limit: number
  /** What the lines are taken out for (OU72). */
  readonly reason: string
  /** Names people before shops. */
  readonly secret: string
}

/** @throws {Refused} `access.forbidden` unless the operator asks, or the owner of the shop asked about */
export function allowProof(actor: Actor, { merchantId }: Pick<ProofFilter, 'merchantId'>): void {
  const isOwner = merchantId !== null && mayOwn(actor, merchantId)
  allow(isOwner || mayOperate(actor))
}

/** The parts of an export, one after the other: messages, mailings, and other ways than the inbox. */
const sections = ['m', 'r', 'w'] as const
type Section = (typeof sections)[number]
type Start = { readonly section: Section; readonly key: string | null }

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const cursors: Readonly<Record<Section, RegExp>> = {
  m: new RegExp(`^m\\.(${id})$`),
  r: new RegExp(`^r\\.(${id}\\.${id})$`),
  w: new RegExp(`^w\\.(${id})$`),
}

/** Where an export goes on. @throws {Refused} `outreach.cursor-unknown` */
export function proofStart(after: string | null): Start {
  if (after === null) return { section: 'm', key: null }
  for (const section of sections) {
    const key = cursors[section].exec(after)?.[1]
    if (key !== undefined) return { section, key }
  }
  throw new Refused(outreachRefusals, 'outreach.cursor-unknown')
}

/** One page, whose looks are written down with it (PE64); empty at the end. */
async function proofPage(
  work: Work,
  asked: ProofAsked,
  start: Start,
  limit: number,
): Promise<readonly ProofLine[]> {
  allowProof(work.actor, asked)
  const found: FoundDecision[] = []
  for (const section of sections.slice(sections.indexOf(start.section))) {
    const key = section === start.section ? start.key : null
    if (found.length < limit) {
      found.push(...(await sectionAfter[section](work, asked, key, limit - found.length)))
    }
  }
  const seen = new Map(found.map((each) => [`${each.personId}/${each.merchantId}`, each]))
  await recordLooks(
    work,
    [...seen.values()].map(({ personId, merchantId }) => ({ personId, merchantId, what: 'facts' })),
  )
  return linesOf(work, asked, found)
}

type After = (
  work: Work,
  asked: ProofAsked,
  key: string | null,
  limit: number,
) => Promise<readonly FoundDecision[]>

const sectionAfter: Readonly<Record<Section, After>> = {
  m: messageDecisionsAfter,
  r: (work, asked, key, limit) => mailingDecisionsAfter(work, asked, recipientOf(key), limit),
  w: wayDecisionsAfter,
}

function recipientOf(key: string | null): RecipientKey | null {
  const [mailingId, personId] = key?.split('.') ?? []
  return mailingId && personId ? { mailingId, personId } : null
}

/** Writes down who takes the lines behind a point out, and what for, before the first is read. */
async function noteReason(work: Work, asked: ProofAsked): Promise<void> {
  allowProof(work.actor, asked)
  const { section, key } = proofStart(asked.after)
  const { merchantId, personId, reason } = asked
  const behind: ProofAfter = {
    ...(section === 'm' && { m: key }),
    ...(section !== 'w' && { r: section === 'r' ? recipientOf(key) : null }),
    w: section === 'w' ? key : null,
  }
  const people = await peopleAfter(work, asked, behind, asked.limit)
  await noteDisclosure(work, { what: 'decisions', merchantId, personId, people, reason })
}

async function linesOf(
  work: Work,
  { secret, personId: asksFor }: ProofAsked,
  found: readonly FoundDecision[],
): Promise<readonly ProofLine[]> {
  const zones = await timeZonesOf(work, [...new Set(found.map(({ personId }) => personId))])
  const { timeZone: marketZone } = await settingsOf(work)
  const asked = found.flatMap((each) =>
    groundsAsked(each).map((ground) => ({ ...each, ...ground })),
  )
  const facts = await consentFactsOf(work, asked)
  const isOperator = mayOperate(work.actor)
  let next = 0
  return found.map(({ code, personId, ...each }) => {
    const count = groundsAsked(each).length
    const grounds = facts.slice(next, next + count).flatMap((fact) => fact ?? [])
    next += count
    const timeZone = each.timeZone ?? zones.get(personId) ?? marketZone
    return {
      ...each,
      timeZone,
      // A shop that asks for somebody knows them.
      personId: isOperator || asksFor === personId ? personId : null,
      personCode: hmacSha256(secret, `outreach.proof/${each.merchantId}/${personId}`).slice(
        0,
        CODE_LETTERS,
      ),
      reason: reasonOf({ ...each, timeZone, personId, code }),
      localTime: localTime(each.at, timeZone),
      grounds,
    }
  })
}

/**
 * All lines asked for, page by page.
 *
 * @throws {Refused} `access.forbidden`, `people.reason-needed`, `outreach.cursor-unknown`
 */
export async function* proofLines(
  inWork: InWork,
  actor: Actor,
  asked: ProofAsked,
): AsyncGenerator<ProofLine> {
  await inWork(actor, (work) => noteReason(work, asked))
  let left = asked.limit
  let { after } = asked
  while (left > 0) {
    const limit = Math.min(left, PAGE_LINES_MAX)
    const start = proofStart(after)
    const page = await inWork(actor, (work) => proofPage(work, asked, start, limit))
    yield* page
    after = page.at(-1)?.cursor ?? null
    left -= page.length
    if (page.length < limit || after === null) return
  }
}

/** The same as text of a file. */
export async function* proofText(
  lines: AsyncIterable<ProofLine>,
  format: ProofFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield `${CSV_MARK}${proofHeading}`
  for await (const line of lines) {
    yield format === 'csv' ? proofCsv(line) : `${JSON.stringify(line)}\n`
  }
}
