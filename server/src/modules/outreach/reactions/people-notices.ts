/** What people are told because of their own doings: consents answered, nearly two years old, locations. */
import { on, type Handler } from '../../../platform/log.ts'
import {
  consentRenewalDue,
  consentResultDue,
  guardianAnswered,
  guardianEnded,
  locationProvided,
} from '../../people/events.ts'
import {
  guardianEndText,
  guardianText,
  provisionText,
  renewalText,
  resultText,
} from '../model/people-notices.ts'
import { sendPeopleNotice } from '../service/people-notices.ts'

const CONSENTS = '/me/consents'
const LOCATION = '/me/location'
const AGE = '/age'

/** @param marketName stands as the sender of what the market itself has to say */
export function peopleNoticeHandlers(marketName: string): readonly Handler[] {
  return [
    on(consentResultDue, async (work, { answers, ...about }) => {
      await sendPeopleNotice(work, marketName, {
        ...about,
        link: CONSENTS,
        write: (sender, _nameOf, reader) =>
          resultText(
            sender,
            answers.map((each) => ({ ...each, at: new Date(each.at) })),
            reader,
          ),
      })
    }),
    on(consentRenewalDue, async (work, { consents, ...about }) => {
      await sendPeopleNotice(work, marketName, {
        ...about,
        link: CONSENTS,
        write: (sender, _nameOf, reader) =>
          renewalText(
            sender,
            consents.map((each) => ({ ...each, agreedAt: new Date(each.agreedAt) })),
            reader,
          ),
      })
    }),
    ...guardianHandlers(marketName),
    on(locationProvided, async (work, { personId, times, uses }) => {
      await sendPeopleNotice(work, marketName, {
        personId,
        merchantId: null,
        namedIds: uses.map(({ merchantId }) => merchantId),
        link: LOCATION,
        // Told at once, also at night; so it must not wake anybody (OU70).
        isQuiet: true,
        write: (_sender, nameOf, reader) =>
          provisionText(
            times,
            uses.map(({ merchantId, purpose, at }) => ({
              name: nameOf(merchantId),
              purpose,
              at: new Date(at),
            })),
            reader,
          ),
      })
    }),
  ]
}

function guardianHandlers(marketName: string): readonly Handler[] {
  return [
    on(guardianAnswered, async (work, { personId, allowed }) => {
      await sendPeopleNotice(work, marketName, {
        personId,
        merchantId: null,
        link: allowed === null ? AGE : CONSENTS,
        write: (_sender, _nameOf, { locale }) => guardianText(allowed, locale),
      })
    }),
    on(guardianEnded, async (work, { personId, because }) => {
      await sendPeopleNotice(work, marketName, {
        personId,
        merchantId: null,
        link: because === 'of-age' ? CONSENTS : AGE,
        write: (_sender, _nameOf, { locale }) => guardianEndText(because, locale),
      })
    }),
  ]
}
