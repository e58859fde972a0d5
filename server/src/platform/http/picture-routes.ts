/** Pictures over HTTP: a file in, an id out; and the pixels for whoever asks. */
import { z } from 'zod'
import { accessRefusals, allow, mayServe } from '../../kernel/actor.ts'
import { Refused } from '../../kernel/refused.ts'
import { idOf, type Http } from '../http.ts'
import { keepPicture, pictureBytes } from '../pictures.ts'
import { PICTURE_BYTES_MAX, pictureRefusals, redrawn, type Redrawn } from '../redraw.ts'

export const picture = z.object({
  id: idOf('picture'),
  /** Of the large one, in pixels. */
  width: z.int(),
  height: z.int(),
})
export const pictureSize = z.enum(['large', 'small']).default('large')
/** Uploads of one person or shop: each is drawn anew, which takes up to a second of a core. */
export const PICTURES_PER_MINUTE = 40

/** A body that came as bytes, drawn anew. @throws {Refused} `picture.not-a-picture` and its like */
export async function drawnFrom(body: unknown): Promise<Redrawn> {
  if (!(body instanceof Buffer)) throw new Refused(pictureRefusals, 'picture.not-a-picture')
  return redrawn(body)
}

/** Declares the routes of pictures that shops show to everybody. */
export function pictureRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/pictures',
    summary: 'Takes in a picture of a shop; it is drawn anew, and forgotten if nothing shows it',
    tag: 'pictures',
    access: 'merchant',
    params: z.object({ merchantId: idOf('merchant') }),
    reply: picture,
    refusals: [accessRefusals, pictureRefusals],
    rate: { perMinute: PICTURES_PER_MINUTE },
    plain: true,
    fileBytesMax: PICTURE_BYTES_MAX,
    handle: async ({ params: { merchantId }, request, actor, inWork }) => {
      allow(mayServe(actor, merchantId))
      const drawn = await drawnFrom(request.body)
      const shelf = `merchant/${merchantId}` as const
      const id = await inWork(actor, (work) =>
        keepPicture(work, { shelf, isPrivate: false, drawn }),
      )
      return { id, width: drawn.width, height: drawn.height }
    },
  })

  http.file({
    method: 'GET',
    url: '/v1/pictures/:pictureId',
    summary: 'A picture as WebP: 1,600 pixels a side at most, or 480',
    tag: 'pictures',
    access: 'anyone',
    type: 'image/webp',
    params: z.object({ pictureId: idOf('picture') }),
    query: z.strictObject({ size: pictureSize }),
    refusals: [pictureRefusals],
    handle: async ({ params: { pictureId }, query: { size }, reply, actor, inWork }) => {
      const body = await inWork(actor, (work) => pictureBytes(work, pictureId, size))
      if (!body) throw new Refused(pictureRefusals, 'picture.unknown')
      // A picture never changes under its id.
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      return { name: `${pictureId}.webp`, body }
    },
  })
}
