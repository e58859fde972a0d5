/** Ready-made people for tests: each valid as it stands. Change only what the test is about. */
import type { Id } from '../../kernel/id.ts'
import { testId } from '../../kernel/testing.ts'
import type { Work } from '../../platform/work.ts'
import { wordingOf, type InvitationText, type Person, type Purpose } from './model.ts'
import type { Answer } from './model/consents.ts'
import type { CodeText } from './model/code-words.ts'
import type { CodeSender } from './ports.ts'
import { answerConsent, createPerson } from './service.ts'

/** Kim Minji, with an e-mail address, Korean, and no role. */
export function aShopper(change: Partial<Person> = {}): Person {
  return {
    id: testId('person'),
    name: '김민지',
    email: 'minji@golmok.test',
    phone: null,
    locale: 'ko',
    isOperator: false,
    ...change,
  }
}

/** The n-th shopper, with an address of their own. */
export function shopper(number: number): Person {
  return aShopper({ id: testId('person', number), email: `shopper-${number}@golmok.test` })
}

/** A yes to location, in the wording in force. */
export function anAnswer(change: Partial<Answer> = {}): Answer {
  const purpose = change.purpose ?? 'location'
  return { purpose, granted: true, wordingVersion: wordingOf(purpose).version, ...change }
}

/** Saves a person without a password, old enough to agree, who agrees to these purposes. */
export async function savePerson(
  work: Work,
  person: Person,
  agreedTo: readonly Purpose[] = [],
): Promise<Id<'person'>> {
  await createPerson(work, { ...person, passwordHash: null, isOfAge: true })
  for (const purpose of agreedTo) await saveAnswer(work, person.id, purpose, true)
  return person.id
}

/** Saves an answer of a person, as if given in the app. */
export async function saveAnswer(
  work: Work,
  personId: Id<'person'>,
  purpose: Purpose,
  granted: boolean,
): Promise<void> {
  const proof = { sessionId: null, ipHash: null, agentHash: null }
  await answerConsent(work, { ...anAnswer({ purpose, granted }), personId, channel: 'app', proof })
}

/** Keeps what it was given to send. */
export function capturingCodeSender(): CodeSender & {
  readonly sent: CodeText[]
  readonly invited: InvitationText[]
  readonly told: { readonly to: string; readonly text: string }[]
} {
  const sent: CodeText[] = []
  const invited: InvitationText[] = []
  const told: { to: string; text: string }[] = []
  return {
    sent,
    invited,
    told,
    async invite(text, signal) {
      signal.throwIfAborted()
      invited.push(text)
    },
    async send(text, signal) {
      signal.throwIfAborted()
      sent.push(text)
    },
    async tell({ to, text }, signal) {
      signal.throwIfAborted()
      told.push({ to, text })
    },
  }
}
