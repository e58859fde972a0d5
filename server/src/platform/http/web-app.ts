/** Serves the built web app: files that may be kept for good, and one page for every address. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const folder = fileURLToPath(new URL('../../../../web/dist/', import.meta.url))

/** Whether the web app has been built. */
export const isWebBuilt = (): boolean => existsSync(path.join(folder, 'index.html'))

/**
 * Serves the web app for every address outside the API.
 *
 * @returns a handler for addresses without a route: it answers with the page where one is meant, and
 *   says whether it did
 */
export async function webApp(app: FastifyInstance): Promise<(reply: FastifyReply) => boolean> {
  if (!isWebBuilt()) return () => false
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, file) {
      // Names under assets/ carry a hash of their content; everything else may change.
      const isHashed = file.startsWith(path.join(folder, 'assets'))
      const rule = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache'
      reply.header('cache-control', rule)
    },
  })
  // Never returned: a reply can be awaited, and each who awaits it listens for its end.
  const sendPage = (reply: FastifyReply) => void reply.sendFile('index.html')
  app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply))
  return (reply) => {
    const { method, url } = reply.request
    const isPage =
      method === 'GET' && !/^\/(v1|health|metrics)\b/.test(url) && !/\.\w+($|\?)/.test(url)
    if (isPage) sendPage(reply)
    return isPage
  }
}
