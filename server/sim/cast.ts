/** The people of a simulated day: put in place by the installation, acting through the public API. */
import { openClient, type Client } from '../../sdk/client.ts'
import type { Id } from '../src/kernel/id.ts'
import { addMembership, createPerson } from '../src/modules/people/service.ts'
import { createApiKey } from '../src/modules/people/service/keys.ts'
import { startSession } from '../src/modules/people/service/sessions.ts'
import type { Platform } from '../src/platform/platform.ts'
import type { Work } from '../src/platform/work.ts'

export type Player = {
  readonly personId: Id<'person'>
  readonly phone: string
  readonly client: Client
}

const system = { kind: 'system', name: 'simulated day' } as const

/** Somebody with a session; `phone` is not proven by a code, which no sender could bring here. */
async function join(work: Work, origin: string, name: string, phone: string): Promise<Player> {
  const person = await createPerson(work, {
    name,
    email: null,
    phone,
    passwordHash: null,
    locale: 'ko',
    isOfAge: true,
  })
  const { token } = await startSession(work, person.id, 'simulated day')
  return { personId: person.id, phone, client: openClient({ origin, token: () => token }) }
}

/** Shoppers who agree to location and marketing. */
export async function shoppers(
  platform: Platform,
  origin: string,
  count: number,
  firstNumber: number,
  onJoin: () => void,
): Promise<readonly Player[]> {
  const wordings = await openClient({ origin }).call('GET /v1/consent-wordings')
  const players: Player[] = []
  for (let n = 0; n < count; n += 1) {
    const phone = phoneOf(firstNumber + n)
    const player = await platform.inWork(system, (work) =>
      join(work, origin, `손님 ${n + 1}`, phone),
    )
    for (const { purpose, version } of wordings.items) {
      if (purpose !== 'location' && purpose !== 'marketing') continue
      const body = { purpose, granted: true, wordingVersion: version }
      await player.client.call('POST /v1/me/consents', { body })
    }
    players.push(player)
    onJoin()
  }
  return players
}

const phoneOf = (number: number) => `+8210${String(number).padStart(8, '0')}`

/** An owner of a merchant, and the key of the market's gateway that brings the signals in. */
export async function ownerAndGateway(
  platform: Platform,
  origin: string,
  merchantId: Id<'merchant'>,
  number: number,
): Promise<{ owner: Player; gateway: Client }> {
  return platform.inWork(system, async (work) => {
    const owner = await join(work, origin, '점장', phoneOf(number))
    await addMembership(work, { personId: owner.personId, merchantId, role: 'owner' })
    const made = await createApiKey(work, {
      merchantId: null,
      name: 'simulated day',
      scopes: ['signals'],
    })
    return { owner, gateway: openClient({ origin, token: () => made.key }) }
  })
}
