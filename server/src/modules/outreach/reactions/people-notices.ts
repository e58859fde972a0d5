/** What people are told because of their own doings: consents answered, nearly two years old, locations. */
import { on, type Handler } from '../../../platform/log.ts'
import { consentRenewalDue, consentResultDue, locationProvided } from '../../people/events.ts'
import { provisionText, renewalText, resultText } from '../model/people-notices.ts'
import { sendPeopleNotice } from '../service/people-notices.ts'

const CONSENTS = '/me/consents'
const LOCATION = '/me/location'

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
