/** What is generated equals a fresh generation: SDK and reference pages. `npm run generate` renews. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { freshServer } from '../server/testing/server.ts'
import { eventsPage, invariantsPage, refusalsPage, settingsPage } from './reference.ts'
import { operationsOf, sdkOf, type OpenApi } from './sdk.ts'

const at = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url))
const server = await freshServer()
const document = (await server.call('GET', '/v1/openapi.json')).body as OpenApi

test('the SDK equals the OpenAPI document', async () => {
  await expect(sdkOf(document)).toMatchFileSnapshot(at('sdk/calls.ts'))
})

test('the page of refusals equals the catalogues', async () => {
  await expect(await refusalsPage()).toMatchFileSnapshot(at('docs/reference/refusals.md'))
})

test('the page of events equals the kinds of facts', async () => {
  await expect(await eventsPage()).toMatchFileSnapshot(at('docs/reference/events.md'))
})

test('the page of settings equals the configuration', async () => {
  await expect(settingsPage()).toMatchFileSnapshot(at('docs/reference/settings.md'))
})

test('the page of invariants equals what verify asks', async () => {
  await expect(invariantsPage()).toMatchFileSnapshot(at('docs/reference/invariants.md'))
})

test('every operation says who may call it, and every live route is in the document', () => {
  for (const [name, operation] of operationsOf(document)) {
    expect(operation['x-access'], name).toBeTruthy()
    expect(operation.summary, name).toBeTruthy()
  }
  const isHidden = (route: string) => / \/v1\/(docs|openapi\.json)/.test(route)
  const live = server.app.routeList
    .filter((route) => / \/v1\//.test(route) && !route.startsWith('HEAD ') && !isHidden(route))
    .map((route) => route.replaceAll(/:(\w+)/g, '{$1}'))
  expect(live.toSorted()).toEqual(operationsOf(document).map(([name]) => name))
})
