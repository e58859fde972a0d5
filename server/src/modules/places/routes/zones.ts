/** Zones over HTTP. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, type Http } from '../../../platform/http.ts'
import { placeRefusals, type Zone } from '../model.ts'
import { areasIn, redrawZone, removeZone, saveZone, zonesOfPlace } from '../service/zones.ts'
import { latIn, lngIn, newZone, wantedZone, zone } from './shapes.ts'

const refusals = [accessRefusals, placeRefusals]
const ofPlace = z.object({ placeId: idOf('place') })
const ofZone = z.object({ zoneId: idOf('zone') })
const AREAS_MAX = 500

export function zoneRoutes(http: Http): void {
  ofPlaceRoutes(http)
  ofZoneRoutes(http)
}

function ofPlaceRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/zones',
    summary: 'The zones of a place',
    tag: 'places',
    access: 'anyone',
    params: ofPlace,
    reply: z.object({ items: z.array(zone) }),
    refusals,
    handle: async (work, { params: { placeId } }) => ({
      items: (await zonesOfPlace(work, placeId)).map(viewOf),
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/zones',
    summary: 'Draws a zone at a place',
    tag: 'places',
    access: 'person',
    params: ofPlace,
    body: newZone,
    reply: zone,
    refusals,
    handle: async (work, { params: { placeId }, body }) =>
      viewOf(await saveZone(work, { ...body, placeId })),
  })
}

function ofZoneRoutes(http: Http): void {
  http.route({
    method: 'PUT',
    url: '/v1/zones/:zoneId',
    summary: 'Draws a zone anew',
    tag: 'places',
    access: 'person',
    params: ofZone,
    body: wantedZone,
    reply: zone,
    refusals,
    handle: async (work, { params: { zoneId }, body }) =>
      viewOf(await redrawZone(work, zoneId, body)),
  })

  http.route({
    method: 'DELETE',
    url: '/v1/zones/:zoneId',
    summary: 'Removes a zone',
    tag: 'places',
    access: 'person',
    params: ofZone,
    reply: z.undefined(),
    status: 204,
    refusals,
    handle: (work, { params: { zoneId } }) => removeZone(work, zoneId),
  })

  http.route({
    method: 'GET',
    url: '/v1/areas',
    summary: `The areas of the market that meet a window, at most ${AREAS_MAX}`,
    tag: 'places',
    access: 'anyone',
    query: z.strictObject({ west: lngIn, south: latIn, east: lngIn, north: latIn }),
    reply: z.object({ items: z.array(zone) }),
    handle: async (work, { query }) => ({
      items: (await areasIn(work, query, AREAS_MAX)).map(viewOf),
    }),
  })
}

/** The JSON of a polygon is readonly all through here, and not in the shapes of the wire. */
function viewOf({ box: _box, ...rest }: Zone): z.input<typeof zone> {
  return rest as z.input<typeof zone>
}
