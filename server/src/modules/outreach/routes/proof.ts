/** The decisions of the gate as files: for the operator, and for the owner of a shop. */
import { Readable } from 'node:stream'
import { z } from 'zod'
import { accessRefusals, type Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { idOf, instantIn, type Http } from '../../../platform/http.ts'
import type { InWork } from '../../../platform/work.ts'
import { REASON_LETTERS_MAX, reasonOf } from '../../people/model/looks.ts'
import { outreachRefusals } from '../model.ts'
import { proofFormats, type ProofFormat } from '../model/proof.ts'
import { PROOF_LINES_MAX, allowProof, proofLines, proofStart, proofText } from '../service/proof.ts'

const refusals = [accessRefusals, outreachRefusals]
const reason = z
  .string()
  .max(REASON_LETTERS_MAX)
  .refine((text) => reasonOf(text) !== null, 'say in a few words what for')
/** Lines unless said; a file that a spreadsheet still opens. */
const LINES = 100_000
const asked = {
  /** What the file is for: it is written down with who took it (OU72). */
  reason,
  personId: idOf('person').optional(),
  mailingId: idOf('mailing').optional(),
  campaignId: idOf('campaign').optional(),
  from: instantIn.optional(),
  until: instantIn.optional(),
  /** The `cursor` of the last line of the file before. */
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(PROOF_LINES_MAX).default(LINES),
}
type Asked = z.output<z.ZodObject<typeof asked>>

const types: Readonly<Record<ProofFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
}

/** @param secret names people before shops */
export function proofRoutes(http: Http, secret: string): void {
  type Call = { readonly actor: Actor; readonly inWork: InWork; readonly query: Asked }
  const answer = (call: Call, merchantId: Id<'merchant'> | null, format: ProofFormat) => {
    const { actor, inWork, query } = call
    const { personId = null, mailingId = null, campaignId = null } = query
    const { from = null, until = null, cursor: after = null, limit, reason } = query
    allowProof(actor, { merchantId })
    proofStart(after)
    const filter = { merchantId, personId, mailingId, campaignId, from, until }
    const lines = proofLines(inWork, actor, { ...filter, after, limit, reason, secret })
    return { name: `발송-증명.${format}`, body: Readable.from(proofText(lines, format)) }
  }
  for (const format of proofFormats) {
    const common = {
      method: 'GET',
      type: types[format],
      refusals,
      rate: { perMinute: 10 },
    } as const
    http.file({
      ...common,
      url: `/v1/merchants/:merchantId/gate-decisions.${format}`,
      summary: `What the gate decided on the messages of a shop, and on which consents, as ${format}`,
      tag: 'channels',
      access: 'merchant',
      params: z.object({ merchantId: idOf('merchant') }),
      query: z.strictObject(asked),
      handle: async (call) => answer(call, call.params.merchantId, format),
    })
    http.file({
      ...common,
      url: `/v1/operator/gate-decisions.${format}`,
      summary: `What the gate decided on all messages, and on which consents, as ${format}`,
      tag: 'operator',
      access: 'operator',
      query: z.strictObject({ ...asked, merchantId: idOf('merchant').optional() }),
      handle: async (call) => answer(call, call.query.merchantId ?? null, format),
    })
  }
}
