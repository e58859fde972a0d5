/** Templates of Alimtalk: written here, reviewed by Kakao, and then never changed. */
import { allow, mayOperate } from '../../../kernel/actor.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import {
  nextTemplateStates,
  objectionTo,
  templateRefusals,
  type Template,
  type TemplateDraft,
  type TemplateRow,
  type TemplateState,
} from '../model/template.ts'
import { allTemplates, insertTemplate, lockTemplate, saveTemplate } from '../store/templates.ts'

const TEMPLATES_MAX = 500

/** All templates, the last changed first. @throws {Refused} `access.forbidden` */
export function templates(work: Work): Promise<readonly TemplateRow[]> {
  allow(mayOperate(work.actor))
  return allTemplates(work, TEMPLATES_MAX)
}

/**
 * Writes a template, or mends one that is not under review and not approved (OU51–OU53).
 *
 * @throws {Refused} `access.forbidden`, `template.not-now`, `template.advertisement`,
 *   `template.no-basis`, `template.places`
 */
export async function writeTemplate(work: Work, draft: TemplateDraft): Promise<TemplateRow> {
  allow(mayOperate(work.actor))
  const objection = objectionTo(draft)
  if (objection) throw new Refused(templateRefusals, objection)
  if (!(await insertTemplate(work, draft))) {
    await move(work, draft.code, 'draft', () => draft)
  }
  return found(work, draft.code)
}

export type ReviewStep =
  | { readonly kind: 'submit' }
  | { readonly kind: 'approve'; readonly providerId: string }
  | { readonly kind: 'reject'; readonly reason: string }

const stateAfter = { submit: 'in-review', approve: 'approved', reject: 'rejected' } as const

/** Notes how far a review is. @throws {Refused} `template.unknown`, `template.not-now` */
export async function reviewTemplate(
  work: Work,
  code: string,
  step: ReviewStep,
): Promise<TemplateRow> {
  allow(mayOperate(work.actor))
  await move(work, code, stateAfter[step.kind], () => ({
    providerId: step.kind === 'approve' ? step.providerId : null,
    reason: step.kind === 'reject' ? step.reason : null,
  }))
  return found(work, code)
}

async function move(
  work: Work,
  code: string,
  state: TemplateState,
  change: (before: Template) => Partial<Template>,
): Promise<void> {
  const before = await lockTemplate(work, code)
  if (!before) throw new Refused(templateRefusals, 'template.unknown')
  if (!nextTemplateStates[before.state].includes(state)) {
    throw new Refused(templateRefusals, 'template.not-now')
  }
  await saveTemplate(work, { ...before, ...change(before), state })
}

async function found(work: Work, code: string): Promise<TemplateRow> {
  const row = await lockTemplate(work, code)
  if (!row) throw new Refused(templateRefusals, 'template.unknown')
  return row
}
