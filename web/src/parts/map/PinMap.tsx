/** A small map about one point: to put a pin down, or to show who is within reach of it. */
import 'maplibre-gl/dist/maplibre-gl.css'
import { useComputedColorScheme } from '@mantine/core'
import { IconMapPinFilled, IconMinus, IconPlus } from '@tabler/icons-react'
import { Map as MapCanvas, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef, useState } from 'react'
import { parts as en } from '../../text/en/parts.ts'
import { parts as ko } from '../../text/ko/parts.ts'
import { useText } from '../../text/language.tsx'
import { circleRing, zoomFor } from './circle.ts'
import type { LngLat } from './geometry.ts'
import styles from './PinMap.module.css'
import { loadStations } from './stations.ts'
import { mapStyle } from './style.ts'

setWorkerUrl(workerUrl)

type PinMapProps = {
  readonly at: LngLat
  readonly label: string
  readonly tilesUrl: string | null
  /** Drawn around the pin, and kept in sight. */
  readonly radiusMeters?: number | null
  /** With it the map moves under the pin, by finger, mouse or arrow keys; a tap moves it too. */
  readonly onMoved?: (at: LngLat) => void
  readonly zoom?: number
}

const ZOOM = 15
const RING = 'reach'
const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

function ringOf(at: LngLat, radiusMeters: number | null) {
  return {
    type: 'FeatureCollection' as const,
    features:
      radiusMeters === null
        ? []
        : [
            {
              type: 'Feature' as const,
              properties: {},
              geometry: { type: 'Polygon' as const, coordinates: [circleRing(at, radiusMeters)] },
            },
          ],
  }
}

export function PinMap(props: PinMapProps) {
  const t = useText({ ko, en })
  const shade = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapCanvas | null>(null)
  const [isFailed, setFailed] = useState(false)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const { label, tilesUrl, radiusMeters = null, onMoved, zoom = ZOOM } = props
  const { lng, lat } = props.at
  const asked = useRef(zoom)
  useEffect(() => {
    if (!box.current) return
    const made = openMap(box.current, latest.current, shade)
    if (made === null) return setFailed(true)
    const gone = new AbortController()
    made.getCanvas().setAttribute('aria-label', label)
    made.on('moveend', (event) => {
      // Only what the person did: our own moves would echo for ever.
      if (!event.originalEvent) return
      const { lng, lat } = made.getCenter()
      latest.current.onMoved?.({ lng, lat })
    })
    made.on('click', ({ lngLat: { lng, lat } }) => latest.current.onMoved?.({ lng, lat }))
    made.once('load', () => {
      drawRing(made, latest.current, shade)
      void loadStations(gone.signal)
        .then((stations) => made.getSource<GeoJSONSource>('stations')?.setData(stations))
        .catch(() => {
          // Without stations the map is only quieter.
        })
      setMap(made)
    })
    return () => {
      gone.abort()
      made.remove()
      setMap(null)
    }
  }, [shade, label, tilesUrl])
  useEffect(() => {
    if (!map) return
    const center = { lng, lat }
    void map.getSource<GeoJSONSource>(RING)?.setData(ringOf(center, radiusMeters))
    // Without a ring the person's own zoom stays, unless the screen asks for another one.
    const wished = asked.current === zoom ? map.getZoom() : zoom
    asked.current = zoom
    const target = {
      center,
      zoom: radiusMeters === null ? wished : fitting(map, center, radiusMeters),
    }
    if (isCalm()) map.jumpTo(target)
    else map.easeTo({ ...target, duration: 180 })
  }, [map, lng, lat, radiusMeters, zoom])
  if (isFailed) return <p className={styles.failed}>{t.map.failed}</p>
  return (
    <div className={styles.map} data-moves={Boolean(onMoved)}>
      <div ref={box} className={styles.canvas} />
      <span className={styles.pin} aria-hidden>
        <IconMapPinFilled size={44} />
      </span>
      <div className={styles.zoom}>
        <button type="button" aria-label={t.map.zoomIn} onClick={() => map?.zoomIn()}>
          <IconPlus size={20} aria-hidden />
        </button>
        <button type="button" aria-label={t.map.zoomOut} onClick={() => map?.zoomOut()}>
          <IconMinus size={20} aria-hidden />
        </button>
      </div>
    </div>
  )
}

/** A map, or null where there is no WebGL. */
function openMap(container: HTMLElement, props: PinMapProps, shade: 'light' | 'dark') {
  const { at, radiusMeters = null, onMoved, tilesUrl, zoom = ZOOM } = props
  const size = Math.min(container.clientWidth, container.clientHeight)
  try {
    const map = new MapCanvas({
      container,
      style: mapStyle(shade, tilesUrl),
      center: [at.lng, at.lat],
      zoom: radiusMeters === null ? zoom : zoomFor(radiusMeters, at.lat, size),
      minZoom: 8,
      maxZoom: 18.5,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      dragPan: Boolean(onMoved),
      scrollZoom: Boolean(onMoved) && { around: 'center' },
      doubleClickZoom: false,
      keyboard: Boolean(onMoved),
      localIdeographFontFamily: "'Pretendard Variable', sans-serif",
    })
    map.touchZoomRotate.disableRotation()
    return map
  } catch {
    return null
  }
}

function fitting(map: MapCanvas, at: LngLat, radiusMeters: number): number {
  const { clientWidth, clientHeight } = map.getContainer()
  return zoomFor(radiusMeters, at.lat, Math.min(clientWidth, clientHeight))
}

function drawRing(
  map: MapCanvas,
  { at, radiusMeters = null }: PinMapProps,
  shade: 'light' | 'dark',
) {
  const style = getComputedStyle(document.documentElement)
  const accent = style.getPropertyValue('--golmok-accent').trim() || '#c8431d'
  map.addSource(RING, { type: 'geojson', data: ringOf(at, radiusMeters) })
  map.addLayer({
    id: RING,
    type: 'fill',
    source: RING,
    paint: { 'fill-color': accent, 'fill-opacity': shade === 'dark' ? 0.22 : 0.14 },
  })
  map.addLayer({
    id: `${RING}-edge`,
    type: 'line',
    source: RING,
    paint: { 'line-color': accent, 'line-width': 2 },
  })
}
