/** Merchants, staff and places over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { idOf, listOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import type { Work } from '../../platform/work.ts'
import { placeRefusals, type PlaceWithExceptions } from './model.ts'
import { openingOf } from './model/card.ts'
import { favouriteRoutes } from './routes/favourites.ts'
import { importRoutes } from './routes/imports.ts'
import { searchRoutes } from './routes/search.ts'
import {
  merchant,
  merchantChange,
  newMerchant,
  newPlace,
  place,
  placeChange,
  placePage,
} from './routes/shapes.ts'
import { staffRoutes, type StaffNeeds } from './routes/staff.ts'
import { zoneRoutes } from './routes/zones.ts'
import {
  createMerchant,
  createPlace,
  merchantOf,
  merchantsOfAsker,
  placeOf,
  placesOfMerchantPage,
  updateMerchant,
  updatePlace,
} from './service.ts'
import { favouritesOf } from './service/favourites.ts'
import type { Places } from './service/open-places.ts'

const refusals = [accessRefusals, placeRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofPlace = z.object({ placeId: idOf('place') })
const role = z.enum(['owner', 'manager', 'staff'])

export type PlaceNeeds = StaffNeeds & { readonly places: Places }

export function placeRoutes(http: Http, needs: PlaceNeeds): void {
  const { places } = needs
  merchantRoutes(http)
  staffRoutes(http, needs)
  ownPlaceRoutes(http)
  searchRoutes(http, places)
  zoneRoutes(http)
  favouriteRoutes(http)
  importRoutes(http)
}

const viewOf = (it: PlaceWithExceptions, now: Date) => ({ ...it, ...openingOf(it, now) })

function merchantRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants',
    summary: 'Signs a merchant up; who does so becomes its owner',
    tag: 'merchants',
    access: 'person',
    body: newMerchant,
    reply: merchant,
    refusals,
    handle: (work, { body }) => createMerchant(work, body),
  })
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId',
    summary: 'A merchant',
    tag: 'merchants',
    access: 'anyone',
    params: ofMerchant,
    reply: merchant,
    refusals,
    handle: (work, { params: { merchantId } }) => merchantOf(work, merchantId),
  })
  http.route({
    method: 'PATCH',
    url: '/v1/merchants/:merchantId',
    summary: 'Changes a merchant',
    tag: 'merchants',
    access: 'person',
    params: ofMerchant,
    body: merchantChange,
    reply: merchant,
    refusals,
    handle: (work, { params: { merchantId }, body }) => updateMerchant(work, merchantId, body),
  })
  http.route({
    method: 'GET',
    url: '/v1/me/merchants',
    summary: 'The merchants I work at, each with its first places',
    tag: 'merchants',
    access: 'person',
    reply: z.object({
      items: z.array(
        merchant.extend({
          role,
          /** The branches I am limited to; null for all. */
          placeIds: z.array(idOf('place')).nullable(),
          places: z.array(
            place.pick({ id: true, name: true, address: true, lng: true, lat: true }),
          ),
        }),
      ),
    }),
    handle: async (work) => ({
      items: (await merchantsOfAsker(work)).map((own) => ({
        ...own,
        places: [...own.places],
      })),
    }),
  })
}

function ownPlaceRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/places',
    summary: 'The places of a merchant',
    tag: 'places',
    access: 'anyone',
    params: ofMerchant,
    query: z.strictObject({ ...listQuery, cursor: idOf('place').optional() }),
    reply: listOf(place),
    refusals,
    handle: async (work, { params: { merchantId }, query }) => {
      const page = await placesOfMerchantPage(work, merchantId, pageRequest(query))
      return { ...page, items: page.items.map((it) => viewOf(it, work.now)) }
    },
  })
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/places',
    summary: 'Gives a merchant one more place',
    tag: 'places',
    access: 'person',
    params: ofMerchant,
    body: newPlace,
    reply: place,
    refusals,
    handle: async (work, { params: { merchantId }, body }) =>
      viewOf(await createPlace(work, merchantId, body), work.now),
  })
  http.route({
    method: 'GET',
    url: '/v1/places/:placeId',
    summary: 'The page of a place',
    tag: 'places',
    access: 'anyone',
    params: ofPlace,
    reply: placePage,
    refusals,
    handle: (work, { params: { placeId } }) => pageOf(work, placeId),
  })
  http.route({
    method: 'PATCH',
    url: '/v1/places/:placeId',
    summary: 'Changes a place; exceptions are replaced as a whole',
    tag: 'places',
    access: 'person',
    params: ofPlace,
    body: placeChange,
    reply: place,
    refusals,
    handle: async (work, { params: { placeId }, body }) =>
      viewOf(await updatePlace(work, placeId, body), work.now),
  })
}

async function pageOf(work: Work, id: Id<'place'>) {
  const shown = await placeOf(work, id)
  const { name: merchantName, color } = await merchantOf(work, shown.merchantId)
  const { actor } = work
  const mine =
    actor.kind === 'person'
      ? (await favouritesOf(work, [actor.personId])).get(actor.personId)
      : undefined
  return {
    ...viewOf(shown, work.now),
    merchantName,
    color,
    isFavourite: mine?.placeIds.has(id) ?? false,
    isMerchantFavourite: mine?.merchantIds.has(shown.merchantId) ?? false,
  }
}
