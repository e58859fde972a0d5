/** The whole server as a child of a bench, with an empty route to compare with. */
import { openHouse } from '../server/src/main.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { openInstallation } from '../server/src/platform/installation.ts'

const config = readConfig()
const installation = await openInstallation({ config, log: () => undefined })
const house = await openHouse(installation.platform)
const { app } = house.http
const hidden = { schema: { hide: true } }
// Through the same doors as every request: who asks, limits, headers.
app.get('/v1/empty', hidden, async () => ({}))
app.post('/v1/empty', hidden, async () => ({}))
await installation.platform.start(house.reactions)
await house.load()
await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.send?.(typeof address === 'object' && address !== null ? address.port : 0)

process.on('message', () => {
  void (async () => {
    await house.close()
    await installation.close()
    process.exit(0)
  })()
})
