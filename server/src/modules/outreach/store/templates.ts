/** SQL on templates of Alimtalk. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'
import type { Template, TemplateDraft, TemplateRow } from '../model/template.ts'

const columns = sql`code, name, body, basis, basis_sentence, state, provider_id, reason, changed_at`

export async function allTemplates(work: Work, limit: number): Promise<readonly TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from outreach.template order by changed_at desc, code limit ${limit}`.execute(
    work.tx,
  )
  return rows
}

/** A template, held until the work ends. */
export async function lockTemplate(work: Work, code: string): Promise<TemplateRow | null> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from outreach.template where code = ${code} for update`.execute(work.tx)
  return rows[0] ?? null
}

/** False when there is one of that code. */
export async function insertTemplate(work: Work, draft: TemplateDraft): Promise<boolean> {
  const { code, name, body, basis, basisSentence } = draft
  const { rows } = await sql`
    insert into outreach.template (code, name, body, basis, basis_sentence, state, changed_at)
    values (${code}, ${name}, ${body}, ${basis}, ${basisSentence}, 'draft', ${work.now})
    on conflict (code) do nothing returning code`.execute(work.tx)
  return rows.length > 0
}

export async function saveTemplate(work: Work, template: Template): Promise<void> {
  const { code, name, body, basis, basisSentence, state, providerId, reason } = template
  await sql`
    update outreach.template
    set name = ${name}, body = ${body}, basis = ${basis}, basis_sentence = ${basisSentence},
      state = ${state}, provider_id = ${providerId}, reason = ${reason}, changed_at = ${work.now}
    where code = ${code}`.execute(work.tx)
}
