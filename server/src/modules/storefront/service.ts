/** The fronts of places: what owners add to their pages. */
import { allow, mayDecide } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import { holdPictures, releasePictures, type PictureId } from '../../platform/pictures.ts'
import type { Work } from '../../platform/work.ts'
import { placeOf } from '../places/service.ts'
import { frontChanged } from './events.ts'
import { isSlug, type Front } from './model/page.ts'
import { storefrontRefusals } from './model/writing.ts'
import { frontsOf, isSlugTaken, lockFront, saveFront } from './store.ts'

export const emptyFront: Front = { slug: null, intro: '', pictureId: null, menu: [] }

/** What the owner of a place added to its page. @throws {Refused} `place.unknown` */
export async function frontOf(work: Work, placeId: Id<'place'>): Promise<Front> {
  const place = await placeOf(work, placeId)
  const [front] = await frontsOf(work, [place.id])
  return front ?? emptyFront
}

/**
 * Changes what stands on the page of a place (SF7).
 *
 * @throws {Refused} `place.unknown`, `access.forbidden`, `front.slug-malformed`, `front.slug-taken` (SF8),
 *   `picture.unknown`
 */
export async function changeFront(work: Work, placeId: Id<'place'>, front: Front): Promise<Front> {
  const { merchantId } = await placeOf(work, placeId)
  allow(mayDecide(work.actor, merchantId))
  const slug = front.slug?.normalize('NFC') ?? null
  if (slug !== null && !isSlug(slug)) {
    throw new Refused(storefrontRefusals, 'front.slug-malformed')
  }
  if (slug !== null && (await isSlugTaken(work, slug, placeId))) {
    throw new Refused(storefrontRefusals, 'front.slug-taken')
  }
  const before = await lockFront(work, placeId, merchantId)
  if (front.pictureId !== before.pictureId) {
    const [held, left] = [front.pictureId, before.pictureId].map((id) =>
      id === null ? [] : [id as PictureId],
    )
    await holdPictures(work, `merchant/${merchantId}`, held ?? [])
    await releasePictures(work, left ?? [])
  }
  try {
    await saveFront(work, { ...front, slug, placeId })
  } catch (error) {
    // The other page was faster: its name came between the look and the write (SF8).
    const isTaken = error instanceof Error && 'code' in error && error.code === '23505'
    if (isTaken) throw new Refused(storefrontRefusals, 'front.slug-taken')
    throw error
  }
  work.announce(frontChanged, { placeId, merchantId })
  return { ...front, slug }
}
