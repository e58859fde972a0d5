/** The market's own areas (neighbourhoods) as the map draws them. Pure. */
import type { FeatureCollection, MultiPolygon, Point, Position } from 'geojson'
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

/** One name for each area, in the middle of it: a name per polygon would stand there twice. */
export function areaNames(borders: FeatureCollection<MultiPolygon>): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: borders.features.flatMap(({ properties, geometry }) => {
      const outlines = geometry.coordinates.map(([outline]) => outline ?? [])
      const largest = outlines.toSorted((one, other) => spanOf(other) - spanOf(one))[0]
      const middle = largest && middleOf(largest)
      if (!middle) return []
      return {
        type: 'Feature' as const,
        properties,
        geometry: { type: 'Point', coordinates: middle },
      }
    }),
  }
}

/** Twice the area under the ring, and its centre of gravity; the mean of the corners when it is flat. */
function middleOf(ring: readonly Position[]): Position | null {
  const [origin] = ring
  if (!origin) return null
  const [baseX = 0, baseY = 0] = origin
  let [area, x, y] = [0, 0, 0]
  ring.forEach((from, at) => {
    const to = ring[(at + 1) % ring.length] ?? from
    // Seen from the first corner: degrees are large numbers beside the width of a neighbourhood.
    const [x1, y1] = [(from[0] ?? 0) - baseX, (from[1] ?? 0) - baseY]
    const [x2, y2] = [(to[0] ?? 0) - baseX, (to[1] ?? 0) - baseY]
    const cross = x1 * y2 - x2 * y1
    area += cross
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
  })
  return area === 0 ? origin : [baseX + x / (3 * area), baseY + y / (3 * area)]
}

/** How much room a ring takes, as its box: enough to tell the mainland from an islet. */
function spanOf(ring: readonly Position[]): number {
  const along = (axis: 0 | 1) => {
    const values = ring.map((corner) => corner[axis] ?? 0)
    return Math.max(...values) - Math.min(...values)
  }
  return ring.length === 0 ? 0 : along(0) * along(1)
}
