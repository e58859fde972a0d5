/** Favourites and views over HTTP. */
import { z } from 'zod'
import { accessRefusals, personOf } from '../../../kernel/actor.ts'
import { idOf, type Http } from '../../../platform/http.ts'
import { maySee, placeRefusals } from '../model.ts'
import { cardOf } from '../model/card.ts'
import { favouritesOf, forgetFavourite, keepFavourite, viewPlace } from '../service/favourites.ts'
import { merchantsOf, placesWithExceptions } from '../service.ts'
import { merchant, placeCard } from './shapes.ts'

const refusals = [accessRefusals, placeRefusals]
const ofPlace = z.object({ placeId: idOf('place') })
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const nothing = { reply: z.undefined(), status: 204 } as const

export function favouriteRoutes(http: Http): void {
  listRoute(http)
  placeRoutes(http)
  merchantRoutes(http)
}

function listRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/favourites',
    summary: 'My favourites, the latest first',
    tag: 'places',
    access: 'person',
    reply: z.object({ places: z.array(placeCard), merchants: z.array(merchant) }),
    handle: async (work) => {
      const personId = personOf(work.actor)
      const mine = (await favouritesOf(work, [personId])).get(personId)
      const placeIds = [...(mine?.placeIds ?? [])]
      const places = await placesWithExceptions(work, placeIds)
      const own = [...(mine?.merchantIds ?? [])]
      const merchants = await merchantsOf(work, [...own, ...places.map((it) => it.merchantId)])
      const byId = new Map(places.map((place) => [place.id, place]))
      return {
        places: placeIds.flatMap((id) => {
          const place = byId.get(id)
          const owner = place && merchants.get(place.merchantId)
          if (!owner || !maySee(work.actor, place)) return []
          return cardOf(place, owner, work.now, null)
        }),
        merchants: own.flatMap((id) => merchants.get(id) ?? []),
      }
    },
  })
}

function placeRoutes(http: Http): void {
  http.route({
    method: 'PUT',
    url: '/v1/me/favourites/places/:placeId',
    summary: 'Keeps a place as a favourite',
    tag: 'places',
    access: 'person',
    params: ofPlace,
    ...nothing,
    refusals,
    handle: (work, { params: { placeId } }) => keepFavourite(work, { kind: 'place', placeId }),
  })
  http.route({
    method: 'DELETE',
    url: '/v1/me/favourites/places/:placeId',
    summary: 'Forgets a favourite place',
    tag: 'places',
    access: 'person',
    params: ofPlace,
    ...nothing,
    refusals,
    handle: (work, { params: { placeId } }) => forgetFavourite(work, { kind: 'place', placeId }),
  })

  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/views',
    summary: 'Says that I look at the page of a place',
    tag: 'places',
    access: 'person',
    params: ofPlace,
    ...nothing,
    refusals,
    handle: (work, { params: { placeId } }) => viewPlace(work, placeId),
  })
}

function merchantRoutes(http: Http): void {
  http.route({
    method: 'PUT',
    url: '/v1/me/favourites/merchants/:merchantId',
    summary: 'Keeps a merchant as a favourite',
    tag: 'places',
    access: 'person',
    params: ofMerchant,
    ...nothing,
    refusals,
    handle: (work, { params: { merchantId } }) =>
      keepFavourite(work, { kind: 'merchant', merchantId }),
  })
  http.route({
    method: 'DELETE',
    url: '/v1/me/favourites/merchants/:merchantId',
    summary: 'Forgets a favourite merchant',
    tag: 'places',
    access: 'person',
    params: ofMerchant,
    ...nothing,
    refusals,
    handle: (work, { params: { merchantId } }) =>
      forgetFavourite(work, { kind: 'merchant', merchantId }),
  })
}
