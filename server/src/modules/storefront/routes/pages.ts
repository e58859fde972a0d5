/** The pages on the open web, with what search engines and messengers ask for beside them. */
import { brotliCompressSync, constants } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseId } from '../../../kernel/id.ts'
import type { Http } from '../../../platform/http.ts'
import { protect } from '../../../platform/http/open-page.ts'
import { escaped } from '../../../kernel/html.ts'
import type { Language } from '../model/words.ts'
import { isProgram } from '../model/writing.ts'
import type { Pages } from '../service/open-pages.ts'
import { followTracked } from '../service/writings.ts'

/** Less than a millisecond for a page; higher levels save some bytes more. */
const BROTLI_QUALITY = 5
const nobody = { kind: 'nobody' } as const
// Not part of the API that clients of ours use: absent from its description.
const hidden = { schema: { hide: true } } as const
const viaIn = z.object({ via: z.string().regex(/^[\w-]{8}$/) })

/** Declares `/p/…`, the way of tracked links, and the lists for search engines. */
export function openWebRoutes(http: Http, pages: Pages, origin: () => string): void {
  const { app, inWork } = http

  const show = async (request: FastifyRequest, reply: FastifyReply, language: Language) => {
    const { address } = request.params as { readonly address: string }
    const via = viaIn.safeParse(request.query).data?.via ?? null
    const shown = await pages.page(address, language, via)
    if (shown.kind === 'moved') return reply.redirect(shown.path, 301)
    protect(reply, shown.document)
    if (shown.kind === 'missing') return reply.code(404).send(shown.document.text)
    // A page with a link's code is for one reader; the plain one may be kept for a minute by anybody.
    const rule = via ? 'private, no-cache' : 'public, max-age=60, stale-while-revalidate=600'
    reply.header('cache-control', rule).header('etag', shown.etag)
    if (request.headers['if-none-match'] === shown.etag) return reply.code(304).send()
    return sendSmall(request, reply, shown.document.text)
  }
  app.get('/p/:address', hidden, (request, reply) => show(request, reply, 'ko'))
  app.get('/p/:address/en', hidden, (request, reply) => show(request, reply, 'en'))

  app.get('/p/:address/card.png', hidden, async (request, reply) => {
    const placeId = parseId<'place'>((request.params as { readonly address: string }).address)
    const png = placeId && (await pages.card(placeId))
    if (!png) return reply.code(404).send()
    return reply.type('image/png').header('cache-control', 'public, max-age=3600').send(png)
  })

  app.get('/l/:code', hidden, async (request, reply) => {
    const { code } = request.params as { readonly code: string }
    const isCounted = request.method === 'GET' && !isProgram(request.headers['user-agent'] ?? '')
    const isCode = /^[\w-]{8}$/.test(code)
    const found = isCode && (await inWork(nobody, (work) => followTracked(work, code, isCounted)))
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    if (!found || !found.placeId) return reply.redirect('/', 302)
    return reply.redirect(`/p/${found.placeId}?via=${code}`, 302)
  })
  listRoutes(http, pages, origin)
}

function listRoutes({ app }: Http, pages: Pages, origin: () => string): void {
  app.get('/robots.txt', hidden, (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(
        `User-agent: *\nDisallow: /v1/\nAllow: /v1/pictures/\nDisallow: /shop\nDisallow: /operator\nDisallow: /l/\nSitemap: ${origin()}/sitemap.xml\n`,
      ),
  )

  const xml = (reply: FastifyReply, body: string) =>
    reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=600')
      .send(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`)
  const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

  app.get('/sitemap.xml', hidden, async (_request, reply) => {
    const pieces = Array.from({ length: await pages.pieces() }, (_none, at) => at)
    const rows = pieces.map(
      (at) => `<sitemap><loc>${escaped(origin())}/sitemap/${at}.xml</loc></sitemap>`,
    )
    return xml(reply, `<sitemapindex ${schema}>${rows.join('')}</sitemapindex>`)
  })

  app.get('/sitemap/:piece', hidden, async (request, reply) => {
    const { piece } = request.params as { readonly piece: string }
    const at = /^(\d{1,4})\.xml$/.exec(piece)?.[1]
    if (at === undefined) return reply.code(404).send()
    const paths = await pages.addresses(Number(at))
    const rows = paths.map((path) => {
      const url = escaped(`${origin()}${path}`)
      const links = [
        ['ko', url],
        ['en', `${url}/en`],
      ].map(([code, href]) => `<xhtml:link rel="alternate" hreflang="${code}" href="${href}"/>`)
      return `<url><loc>${url}</loc>${links.join('')}</url>`
    })
    const names = `${schema} xmlns:xhtml="http://www.w3.org/1999/xhtml"`
    return xml(reply, `<urlset ${names}>${rows.join('')}</urlset>`)
  })
}

/** A page is small; with brotli, which every browser takes, it is a third of that. */
function sendSmall(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  reply.header('vary', 'accept-encoding')
  if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(text)
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
  return reply.header('content-encoding', 'br').send(brotliCompressSync(text, { params }))
}
