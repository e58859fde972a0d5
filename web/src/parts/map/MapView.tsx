/** The map: a quiet base, our places loud. Loaded when needed, because MapLibre is large. */
import 'maplibre-gl/dist/maplibre-gl.css'
import { useComputedColorScheme } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import type { FeatureCollection, MultiPolygon } from 'geojson'
import { Map as MapCanvas, Marker, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { parts as en } from '../../text/en/parts.ts'
import { parts as ko } from '../../text/ko/parts.ts'
import { useText } from '../../text/language.tsx'
import { ShopSign } from '../PlaceCard.tsx'
import { areaNames } from './areas.ts'
import { clustersOf, type Cluster } from './clusters.ts'
import type { LngLat, Window } from './geometry.ts'
import styles from './MapView.module.css'
import { loadStations } from './stations.ts'
import { mapStyle } from './style.ts'

setWorkerUrl(workerUrl)

export type MapPlace = LngLat & {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly color: string
  readonly isOpen: boolean | null
  readonly hasCoupon: boolean
}
export type MapCamera = { readonly center: LngLat; readonly zoom: number }

type MapViewProps = {
  readonly places: readonly MapPlace[]
  readonly chosenId: string | null
  readonly onChoose: (placeId: string) => void
  /** Borders and names of neighbourhoods. */
  readonly areas?: FeatureCollection<MultiPolygon> | null
  /** Where the person is, when they let us know. */
  readonly here: LngLat | null
  readonly start: MapCamera
  /** Flies there when it changes. */
  readonly goTo?: MapCamera | null
  readonly onMoved: (window: Window, camera: MapCamera) => void
  readonly tilesUrl: string | null
  /** Pixels at the lower edge that a sheet covers. */
  readonly coveredBelow?: number
  /** Pixels at the upper edge that search and filters cover. */
  readonly coveredAbove?: number
}

const ZOOM_MIN = 8
const ZOOM_MAX = 18.5
const CLUSTER_STEP = 2

function windowOf(map: MapCanvas): Window {
  const bounds = map.getBounds()
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  }
}

function cameraOf(map: MapCanvas): MapCamera {
  const { lng, lat } = map.getCenter()
  return { center: { lng, lat }, zoom: map.getZoom() }
}

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

function canDraw(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null
}

/** The map of a box, or null until it exists; `isFailed` where there is no WebGL. */
function useMap(props: MapViewProps, shade: 'light' | 'dark', label: string) {
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapCanvas | null>(null)
  const [isFailed] = useState(() => !canDraw())
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    if (!box.current || isFailed) return
    const { start, tilesUrl } = latest.current
    const gone = new AbortController()
    const made = new MapCanvas({
      container: box.current,
      style: mapStyle(shade, tilesUrl),
      center: start.center,
      zoom: start.zoom,
      minZoom: ZOOM_MIN,
      maxZoom: ZOOM_MAX,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      localIdeographFontFamily: "'Pretendard Variable', sans-serif",
    })
    made.touchZoomRotate.disableRotation()
    made.getCanvas().setAttribute('aria-label', label)
    made.on('moveend', () => latest.current.onMoved(windowOf(made), cameraOf(made)))
    made.once('load', () => {
      latest.current.onMoved(windowOf(made), cameraOf(made))
      void loadStations(gone.signal)
        .then((stations) => made.getSource<GeoJSONSource>('stations')?.setData(stations))
        .catch(() => {
          // Without stations the map is only quieter.
        })
    })
    setMap(made)
    return () => {
      gone.abort()
      made.remove()
      setMap(null)
    }
    // A new shade, language or tile server draws a new map.
  }, [shade, label, props.tilesUrl, isFailed])
  return { box, map, isFailed }
}

export function MapView(props: MapViewProps) {
  const t = useText({ ko, en })
  const shade = useComputedColorScheme('light')
  const { places, chosenId, onChoose, here, goTo = null } = props
  const { coveredAbove = 0, coveredBelow = 0 } = props
  const { box, map, isFailed } = useMap(props, shade, t.map.label)
  const [zoom, setZoom] = useState(Math.round(props.start.zoom))
  useEffect(() => {
    if (!map) return
    const follow = () => setZoom(Math.round(map.getZoom() * 2) / 2)
    map.on('zoomend', follow)
    return () => void map.off('zoomend', follow)
  }, [map])
  const { areas = null } = props
  useEffect(() => {
    if (!map || !areas) return
    const draw = () => {
      void map.getSource<GeoJSONSource>('areas')?.setData(areas)
      void map.getSource<GeoJSONSource>('area-names')?.setData(areaNames(areas))
    }
    if (map.getSource('areas')) draw()
    else map.once('load', draw)
  }, [map, areas])
  useEffect(() => {
    map?.setPadding({ top: coveredAbove, left: 0, right: 0, bottom: coveredBelow })
  }, [map, coveredAbove, coveredBelow])
  useEffect(() => {
    if (!map || !goTo) return
    if (isCalm()) map.jumpTo(goTo)
    else map.easeTo({ ...goTo, duration: 180 })
  }, [map, goTo])
  const clusters = useMemo(() => clustersOf(places, zoom), [places, zoom])

  if (isFailed) return <p className={styles.failed}>{t.map.failed}</p>
  return (
    <div className={styles.map}>
      <div ref={box} className={styles.canvas} />
      {map &&
        clusters.map((cluster) => (
          <MapMark key={cluster.id} map={map} at={cluster}>
            <Mark
              cluster={cluster}
              chosenId={chosenId}
              onChoose={onChoose}
              onOpen={() => {
                map.easeTo({
                  center: [cluster.lng, cluster.lat],
                  zoom: Math.min(ZOOM_MAX, map.getZoom() + CLUSTER_STEP),
                  duration: isCalm() ? 0 : 180,
                })
              }}
              clusterLabel={t.map.cluster(cluster.places.length)}
            />
          </MapMark>
        ))}
      {map && here && (
        <MapMark map={map} at={here} isBelow>
          <span className={styles.here} role="img" aria-label={t.map.here} />
        </MapMark>
      )}
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

/** Keeps its children over a point of the map. */
function MapMark({
  map,
  at,
  isBelow = false,
  children,
}: {
  readonly map: MapCanvas
  readonly at: LngLat
  /** Under every other mark, and nothing to press. */
  readonly isBelow?: boolean
  readonly children: ReactNode
}) {
  const [element] = useState(() => document.createElement('div'))
  const marker = useRef<Marker | null>(null)
  useEffect(() => {
    const made = new Marker({ element }).setLngLat([0, 0]).addTo(map)
    // MapLibre calls each marker an image of its own; what stands inside says more.
    element.removeAttribute('aria-label')
    element.removeAttribute('role')
    element.removeAttribute('tabindex')
    element.classList.add((isBelow ? styles.below : styles.above) ?? '')
    marker.current = made
    return () => void made.remove()
  }, [map, element, isBelow])
  useEffect(() => {
    marker.current?.setLngLat([at.lng, at.lat])
  }, [map, at.lng, at.lat])
  return createPortal(children, element)
}

function Mark({
  cluster,
  chosenId,
  onChoose,
  onOpen,
  clusterLabel,
}: {
  readonly cluster: Cluster<MapPlace>
  readonly chosenId: string | null
  readonly onChoose: (placeId: string) => void
  readonly onOpen: () => void
  readonly clusterLabel: string
}) {
  const [place] = cluster.places
  if (!place) return null
  if (cluster.places.length > 1) {
    const hasCoupon = cluster.places.some((one) => one.hasCoupon)
    return (
      <button type="button" className={styles.cluster} data-coupon={hasCoupon} onClick={onOpen}>
        <span aria-hidden>{cluster.places.length}</span>
        <span className="only-heard">{clusterLabel}</span>
      </button>
    )
  }
  return (
    <button
      type="button"
      className={styles.place}
      data-open={place.isOpen !== false}
      data-coupon={place.hasCoupon}
      data-chosen={place.id === chosenId}
      aria-pressed={place.id === chosenId}
      aria-label={place.name}
      onClick={() => onChoose(place.id)}
    >
      <ShopSign category={place.category} color={place.color} size={38} />
    </button>
  )
}
