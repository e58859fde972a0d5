/** Prometheus metrics of this process. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = {
  readonly registry: Registry
  readonly requestSeconds: Histogram<'route' | 'status'>
  readonly streams: Gauge
  readonly refusals: Counter<'code'>
}

/** A registry with the figures of the process and of HTTP. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'golmok_request_seconds',
      help: 'How long requests took, by route and status.',
      labelNames: ['route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    streams: new Gauge({
      name: 'golmok_event_streams',
      help: 'Event streams that are open.',
      registers: [registry],
    }),
    refusals: new Counter({
      name: 'golmok_refusals_total',
      help: 'Requests that were refused, by code.',
      labelNames: ['code'],
      registers: [registry],
    }),
  }
}
