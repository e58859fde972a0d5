/** Structured logs: one JSON line each, readable lines on a terminal. */
import { pino, stdSerializers, type Logger as PinoLogger } from 'pino'

export type Logger = PinoLogger

/** What must never stand in a log, wherever it occurs. */
const secrets = ['password', 'token', 'code', 'authorization', 'cookie', 'phone', 'email']

/** A logger to standard error, so that standard output stays free for answers. */
export function openLogger(level: string, isPretty: boolean): Logger {
  const redact = { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]) }
  // Errors have no enumerable fields: without this their line would say `{}`.
  const shared = { level, redact, serializers: { error: stdSerializers.err } }
  if (!isPretty) return pino(shared, pino.destination(2))
  const options = { destination: 2, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' }
  return pino({ ...shared, transport: { target: 'pino-pretty', options } })
}
