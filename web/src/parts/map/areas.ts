/** The market's own areas (neighbourhoods) as the map draws them. Pure. */
import type { FeatureCollection, MultiPolygon, Position } from 'geojson'
import type { AreaShape } from '../../shapes.ts'
import type { Window } from './geometry.ts'

/** Wide enough that panning about asks again only now and then; degrees. */
const STEP = 0.02

/** The window widened to a coarse grid. */
export function coarse({ west, south, east, north }: Window): Window {
  const down = (degrees: number) => Number((Math.floor(degrees / STEP) * STEP).toFixed(2))
  const up = (degrees: number) => Number((Math.ceil(degrees / STEP) * STEP).toFixed(2))
  return { west: down(west), south: down(south), east: up(east), north: up(north) }
}

/** Areas that are circles are left out: borders between neighbourhoods are not. */
export function areaFeatures(areas: readonly AreaShape[]): FeatureCollection<MultiPolygon> {
  return {
    type: 'FeatureCollection',
    features: areas.flatMap(({ name, shape }) =>
      shape.kind === 'circle'
        ? []
        : {
            type: 'Feature' as const,
            properties: { name },
            geometry: {
              type: 'MultiPolygon' as const,
              coordinates: shape.polygons.map((rings) =>
                rings.map((ring) => ring.map(([lng, lat]): Position => [lng, lat])),
              ),
            },
          },
    ),
  }
}
