/** The quiet base of the map: districts, borders, stations. No tiles from elsewhere. */
import type { StyleSpecification } from 'maplibre-gl'

export type Shade = 'light' | 'dark'

const colours = {
  light: {
    land: '#faf6ef',
    border: '#ddd2c1',
    district: '#8a7d6e',
    station: '#3b342d',
    halo: '#faf6ef',
    ring: '#ffffff',
  },
  dark: {
    land: '#1d1814',
    border: '#3a322b',
    district: '#988b7c',
    station: '#d8cfc2',
    halo: '#1d1814',
    ring: '#120f0c',
  },
} as const

/** The published colours of the lines; whatever else runs is a warm grey. */
const lineColours: readonly (readonly [line: string, colour: string])[] = [
  ['1호선', '#0052a4'],
  ['2호선', '#00a84d'],
  ['3호선', '#ef7c1c'],
  ['4호선', '#00a5de'],
  ['5호선', '#996cac'],
  ['6호선', '#cd7c2f'],
  ['7호선', '#747f00'],
  ['8호선', '#e6186c'],
  ['9호선', '#bdb092'],
  ['인천1', '#7ca8d5'],
  ['인천2', '#ed8b00'],
  ['신분당', '#d4003b'],
  ['분당', '#f5a200'],
  ['경의', '#77c4a3'],
  ['공항', '#0090d2'],
  ['경춘', '#0c8e72'],
  ['경강', '#003da5'],
  ['우이', '#b0ce18'],
  ['서해', '#81a914'],
  ['김포', '#a17800'],
  ['신림', '#6789ca'],
  ['의정부', '#fda600'],
  ['에버', '#509f22'],
]

export function lineColour(line: string): string {
  // 인천1호선 before 1호선, 신분당 before 분당: the longer name that fits wins.
  const fits = lineColours.filter(([name]) => line.includes(name))
  return fits.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? '#867a6d'
}

const font = ['Pretendard Variable']

/** The style for day or night; `tilesUrl` lays raster tiles of the market's own under it. */
export function mapStyle(shade: Shade, tilesUrl: string | null): StyleSpecification {
  const c = colours[shade]
  return {
    version: 8,
    sources: {
      gu: { type: 'geojson', data: '/map/gu.geojson' },
      areas: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      'area-names': { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      stations: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      ...(tilesUrl
        ? { tiles: { type: 'raster' as const, tiles: [tilesUrl], tileSize: 256, maxzoom: 19 } }
        : {}),
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': c.land } },
      ...(tilesUrl ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
      {
        id: 'area-borders',
        type: 'line',
        source: 'areas',
        minzoom: 12,
        paint: {
          'line-color': c.border,
          'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.8, 16, 1.8],
          'line-dasharray': [3, 2],
        },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'gu',
        paint: {
          'line-color': c.border,
          'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1, 14, 2.5],
        },
      },
      {
        id: 'districts',
        type: 'symbol',
        source: 'gu',
        maxzoom: 13.5,
        layout: {
          'text-field': ['coalesce', ['get', 'name'], ['get', 'sggnm'], ''],
          'text-font': font,
          'text-size': ['interpolate', ['linear'], ['zoom'], 9, 11, 13, 16],
        },
        paint: { 'text-color': c.district, 'text-halo-color': c.halo, 'text-halo-width': 1.5 },
      },
      {
        id: 'area-names',
        type: 'symbol',
        source: 'area-names',
        minzoom: 13,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': font,
          'text-size': ['interpolate', ['linear'], ['zoom'], 13, 12, 16, 17],
          'text-letter-spacing': 0.06,
        },
        paint: { 'text-color': c.district, 'text-halo-color': c.halo, 'text-halo-width': 1.5 },
      },
      {
        id: 'stations',
        type: 'circle',
        source: 'stations',
        minzoom: 10.5,
        paint: {
          'circle-color': ['get', 'colour'],
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 10.5, 1.5, 13, 4, 16, 7],
          'circle-stroke-color': c.ring,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 10.5, 0.5, 14, 2],
        },
      },
      {
        id: 'station-names',
        type: 'symbol',
        source: 'stations',
        minzoom: 12.5,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': font,
          'text-size': ['interpolate', ['linear'], ['zoom'], 12.5, 11, 16, 14],
          'text-anchor': 'top',
          'text-offset': [0, 0.6],
        },
        paint: { 'text-color': c.station, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
      },
    ],
  }
}
