/** The business account of the demo's café: friends who come and go, and what they are told. */
import type { Id } from '../src/kernel/id.ts'
import { dayAfter, instantOf, type Day } from '../src/kernel/time.ts'
import type { Source } from '../src/modules/channels/model/friends.ts'
import { followChannel, leaveChannel } from '../src/modules/channels/service.ts'
import { setGreeting } from '../src/modules/channels/service/friends.ts'
import { choosePlan } from '../src/modules/channels/service/plans.ts'
import { merchantWordingOf } from '../src/modules/people/model/consents.ts'
import { agreeWithMerchant } from '../src/modules/people/service/merchant-consents.ts'
import { openDemoNews } from './demo-news.ts'
import { addNeighbour, neighbourId } from './demo-people.ts'
import { actorOf, inTurns, type Cafe, type Town } from './demo-rounds.ts'
import { demoActor, demoId } from './demo-town.ts'
import { openDemoVoices } from './demo-voices.ts'

/** How many days ago the first friend came. */
export const CHANNEL_DAYS = 21
/** What the shop does before people pass, and what its friends do after the last of a day. */
const MORNING = 10 * 60 + 30
const EVENING = 19 * 60 + 45

const FRIENDS = 112
/** Neighbours from this number on are friends; those before only pass. */
const FIRST_FRIEND = 200
/** So many came in the first week, while the code beside the till was new; the others one by one. */
const AT_FIRST = 80
const FIRST_DAYS = 7
const LATER_DAYS = 12
/** Where one after the other came from. */
const ways: readonly Source[] = [
  'qr',
  'qr',
  'place-page',
  'tag',
  'qr',
  'receipt',
  'link',
  'qr',
  'tag',
  'place-page',
  'invitation',
  'qr',
  'app',
]
/** One of so many agrees to no advertisements. */
const SILENT_EVERY = 11
/** Who left, by how many days ago. */
const leaving: Readonly<Record<number, number>> = { 9: 4, 4: 17 }

const coffee = demoId('merchant', '골목커피')

export type DemoChannel = {
  /** What happens before the first round of the day that is so many days ago. */
  morning(daysAgo: number): Promise<void>
  /** What happens after the last one. */
  evening(daysAgo: number): Promise<void>
}

/** Opens the café's account, on a plan that has room for more than one piece of news a month. */
export async function openDemoChannel(
  town: Town,
  today: Day,
  cafes: readonly Cafe[],
): Promise<DemoChannel> {
  const { inWork } = town.platform
  await inWork(demoActor('owner'), async (work) => {
    await choosePlan(work, coffee, 'promotion')
    await setGreeting(work, coffee, '새 원두와 쉬어 가는 자리 소식을 먼저 알려 드려요.')
  })
  const news = await openDemoNews(town, cafes)
  const voices = openDemoVoices(town)
  const friends = new Set<Id<'person'>>()

  return {
    async morning(daysAgo) {
      town.at(instantOf(dayAfter(today, -daysAgo), MORNING, 'Asia/Seoul'))
      await news.morning(daysAgo)
      await voices.morning(daysAgo)
    },
    async evening(daysAgo) {
      // That of today is still to come.
      if (daysAgo === 0) return
      const start = instantOf(dayAfter(today, -daysAgo), EVENING, 'Asia/Seoul')
      town.at(start)
      const coming = Array.from({ length: FRIENDS }, (_, n) => n)
      const fresh = coming.filter((n) => joinedDaysAgo(n) === daysAgo)
      await inTurns(fresh, async (n) => void friends.add(await befriend(town, n)))
      const gone = leaving[daysAgo]
      if (gone !== undefined) {
        const personId = neighbourId(FIRST_FRIEND + gone)
        friends.delete(personId)
        await inWork(actorOf(personId), (work) => leaveChannel(work, coffee))
      }
      const inOrder = [...friends].toSorted()
      await voices.evening(daysAgo, inOrder)
      await news.evening(daysAgo, start, inOrder)
      // What this evening brings is told this evening, not when somebody passes on the next day.
      await town.drain()
    },
  }
}

function joinedDaysAgo(n: number): number {
  if (n < AT_FIRST) return CHANNEL_DAYS - Math.floor((n * FIRST_DAYS) / AT_FIRST)
  return 1 + LATER_DAYS - Math.floor(((n - AT_FIRST) * LATER_DAYS) / (FRIENDS - AT_FIRST))
}

/** Somebody signs up, befriends the café, and agrees to its advertisements, or not. */
function befriend({ platform }: Town, n: number): Promise<Id<'person'>> {
  const personId = neighbourId(FIRST_FRIEND + n)
  return platform.inWork(actorOf(personId), async (work) => {
    await addNeighbour(work, FIRST_FRIEND + n, ['location'])
    await followChannel(work, { merchantId: coffee, source: ways[n % ways.length] ?? 'qr' })
    if (n % SILENT_EVERY === SILENT_EVERY - 1) return personId
    await agreeWithMerchant(work, {
      personId,
      merchantId: coffee,
      channel: 'follow',
      proof: { sessionId: null, ipHash: null, agentHash: null },
      agreed: [{ purpose: 'marketing', wordingVersion: merchantWordingOf('marketing').version }],
    })
    return personId
  })
}
