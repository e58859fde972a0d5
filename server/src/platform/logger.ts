/** Structured logs: one JSON line each, readable lines on a terminal. */
import { pino, stdSerializers, type Logger as PinoLogger, type LoggerOptions } from 'pino'

export type Logger = PinoLogger

/** What must never stand in a log, wherever it occurs. */
const secrets = ['password', 'token', 'code', 'authorization', 'cookie', 'phone', 'email']

/** The settings of every logger: what is secret is struck out, down to three levels. */
export function loggerOptions(level: string): LoggerOptions {
  const redact = { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]) }
  return { level, redact, serializers: { error: writtenError, err: writtenError } }
}

/**
 * An error as it stands in the log. Errors have no enumerable fields: without this, `{}` would.
 *
 * Its code (`23505`, `ECONNRESET`) tells what went wrong, and gets a name of its own: a `code` is
 * also what lets somebody in, and never written.
 */
function writtenError(error: Error): object {
  const { code, ...rest } = stdSerializers.err(error)
  return code === undefined ? rest : { ...rest, errorCode: code as unknown }
}

/** A logger to standard error, so that standard output stays free for answers. */
export function openLogger(level: string, isPretty: boolean): Logger {
  const shared = loggerOptions(level)
  if (!isPretty) return pino(shared, pino.destination(2))
  const options = { destination: 2, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' }
  return pino({ ...shared, transport: { target: 'pino-pretty', options } })
}
