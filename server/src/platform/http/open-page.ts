/** Headers of the pages that the server writes itself. */
import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Document } from '../../kernel/open-page.ts'

/**
 * Nothing runs on such a page, and no style but its own sheet counts.
 *
 * @param forms whether it has a form, which may only lead back to us
 */
export function protect(reply: FastifyReply, { style }: Document, forms = false): void {
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "img-src 'self'",
    // Nothing here asks for anything; search engines' tests read robots.txt as if the page did.
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ].join('; ')
  reply.type('text/html; charset=utf-8').header('content-security-policy', policy)
}
