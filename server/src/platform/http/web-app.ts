/** Serves the built web app: files that may be kept for good, and one page for every address. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { escaped } from '../../kernel/html.ts'

const folder = fileURLToPath(new URL('../../../../web/dist/', import.meta.url))

/** What is shown of a page where its address is passed on. */
export type Shared = {
  readonly title: string
  readonly summary: string
  readonly url: string
  /** The address of a picture; null where there is none. */
  readonly picture: string | null
}

const bare = '<!doctype html><html lang="ko"><head></head><body></body></html>'
let pageText: string | null = null

/**
 * The page of the web app, telling in its head what it shows: for whoever reads it without running scripts.
 *
 * @param shared null for the page as it is
 * @see https://ogp.me
 */
export async function sharedPage(shared: Shared | null): Promise<string> {
  pageText ??= isWebBuilt() ? await readFile(path.join(folder, 'index.html'), 'utf8') : bare
  if (!shared) return pageText
  const { title, summary, url, picture } = shared
  const tags = [
    ['og:type', 'website'],
    ['og:title', title],
    ['og:description', summary],
    ['og:url', url],
    ...(picture === null ? [] : [['og:image', picture]]),
    ['twitter:card', picture === null ? 'summary' : 'summary_large_image'],
  ]
  const head = tags.map(([name = '', content = '']) => {
    return `<meta property="${name}" content="${escaped(content)}">`
  })
  const described = `<meta name="description" content="${escaped(summary)}">`
  return pageText
    .replace(/<title>[^<]*<\/title>|<meta name="description"[^>]*>/g, '')
    .replace('</head>', () => `<title>${escaped(title)}</title>${described}${head.join('')}</head>`)
}

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
