/** Subway stations as the map draws them: one dot a station, in the colour of its first line. */
import type { FeatureCollection, Point } from 'geojson'
import { lineColour } from './style.ts'

type Station = {
  readonly name: string
  readonly line?: string
  readonly lines?: readonly (string | { readonly name: string; readonly color?: string })[]
  readonly lng: number
  readonly lat: number
}

export async function loadStations(signal: AbortSignal): Promise<FeatureCollection<Point>> {
  const response = await fetch('/map/stations.json', { signal })
  const read = (await response.json()) as readonly Station[] | { readonly stations: Station[] }
  const stations = 'stations' in read ? read.stations : read
  return {
    type: 'FeatureCollection',
    features: stations.map(({ name, line, lines, lng, lat }) => {
      const first = lines?.[0] ?? line ?? ''
      const colour =
        typeof first === 'string' ? lineColour(first) : (first.color ?? lineColour(first.name))
      return {
        type: 'Feature',
        properties: { name, colour },
        geometry: { type: 'Point', coordinates: [lng, lat] },
      }
    }),
  }
}
