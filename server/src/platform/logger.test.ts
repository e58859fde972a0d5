import { pino } from 'pino'
import { expect, test } from 'vitest'
import { loggerOptions } from './logger.ts'

/** The one line that a logger writes. */
function lineOf(write: (logger: pino.Logger) => void): Record<string, unknown> {
  const lines: string[] = []
  write(pino(loggerOptions('info'), { write: (line) => void lines.push(line) }))
  return JSON.parse(lines.join('')) as Record<string, unknown>
}

test('the code of an error stands in the log: it tells what went wrong', () => {
  const error = Object.assign(new Error('duplicate key'), { code: '23505' })
  expect(lineOf((logger) => logger.warn({ error }, 'no'))).toMatchObject({
    error: { errorCode: '23505', message: 'duplicate key' },
  })
  expect(lineOf((logger) => logger.error(error))).toMatchObject({ err: { errorCode: '23505' } })
})

test('the code that lets somebody in stands in no log, nor does any other secret', () => {
  const secret = { code: '493021', phone: '+821012345678', token: 'gs_x', password: 'hush' }
  for (const said of [secret, { body: secret }, { request: { body: secret } }]) {
    const text = JSON.stringify(lineOf((logger) => logger.info(said)))
    for (const value of Object.values(secret)) expect(text).not.toContain(value)
  }
})
