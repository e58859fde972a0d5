/** `golmok walk`: lets somebody walk past a shop of a running server, and shows what reaches them. */
import { parseArgs } from 'node:util'
import { ApiProblem, openClient } from '../../sdk/client.ts'

import { METERS_PER_DEGREE } from '../../server/src/kernel/geo.ts'
import { UsageError, type Command, type CommandIo } from '../command.ts'

const START_METERS = 120
const STEPS = 12
const STEP_SECONDS = 10
const ACCURACY_METERS = 8
const ANSWER_MS_MAX = 3_000
const POLL_MS = 50

export const command: Command = {
  name: 'walk',
  summary: 'Walk past a shop as somebody, and see what reaches them',
  usage: `
Usage: golmok walk --email EMAIL --past PLACE [options]

Signs in, sends the positions of a two-minute walk up to the shop's door as a phone would (the last
one is now), and prints what arrives in the inbox and how soon.

Options:
  --email EMAIL       Who walks; they must have agreed to location (and to marketing, for coupons)
  --password TEXT     Their password (golmok-demo)
  --past PLACE        A name, or the beginning of one
  --server URL        Where Golmok runs (http://127.0.0.1:4700)
  --json              One JSON line: { place, taken, messages: [{ title, afterMs }] }
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        email: { type: 'string' },
        password: { type: 'string', default: 'golmok-demo' },
        past: { type: 'string' },
        server: { type: 'string', default: 'http://127.0.0.1:4700' },
      },
    })
    const { email, password, past, server } = values
    if (email === undefined || past === undefined) {
      throw new UsageError('walk takes --email EMAIL and --past PLACE')
    }
    try {
      return await walk({ email, password, past, server }, io)
    } catch (error) {
      if (error instanceof ApiProblem) io.complain(`${error.message} ${error.todo ?? ''}`)
      else if (error instanceof TypeError) io.complain(`Nothing answers at ${server}.`)
      else throw error
      return 1
    }
  },
}

type Walk = { email: string; password: string; past: string; server: string }

async function walk({ email, password, past, server }: Walk, io: CommandIo): Promise<number> {
  const { token } = await openClient({ origin: server }).call('POST /v1/sessions', {
    body: { email, password },
  })
  const me = openClient({ origin: server, token: () => token })
  const { items } = await me.call('GET /v1/places', { query: { q: past, limit: 1 } })
  const [place] = items
  if (!place) {
    io.complain(`There is no place called "${past}".`)
    return 1
  }
  const before = new Set((await me.call('GET /v1/me/inbox')).items.map(({ id }) => id))
  io.say(`Walking up to ${place.name} (${place.address}) …`)
  const now = Date.now()
  const signals = Array.from({ length: STEPS + 1 }, (_, step) => ({
    kind: 'position' as const,
    at: new Date(now - (STEPS - step) * STEP_SECONDS * 1_000).toISOString(),
    lng: place.lng,
    lat: place.lat + (START_METERS * (1 - step / STEPS)) / METERS_PER_DEGREE,
    accuracyMeters: ACCURACY_METERS,
  }))
  const sentAt = performance.now()
  const { taken, refused } = await me.call('POST /v1/signals', { body: { signals } })
  io.say(`${taken} positions taken, ${refused.length} refused.`)
  for (const { code } of refused.slice(0, 1)) io.say(`  ${code}`)

  const messages: { title: string; afterMs: number }[] = []
  while (performance.now() - sentAt < ANSWER_MS_MAX && messages.length === 0) {
    for (const { id, title } of (await me.call('GET /v1/me/inbox')).items) {
      if (before.has(id)) continue
      before.add(id)
      messages.push({ title, afterMs: Math.round(performance.now() - sentAt) })
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  for (const { title, afterMs } of messages) io.say(`After ${afterMs} ms: ${title}`)
  if (messages.length === 0)
    io.say('Nothing arrived. `Why not` stands in the campaign, per person.')
  io.answer({ place: place.name, taken, refused, messages })
  return 0
}
