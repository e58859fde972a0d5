/** `golmok codes`: made, written to a file, taken from one, on a real database. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../server/src/kernel/testing.ts'
import { createOffer } from '../../server/src/modules/offers/service.ts'
import { anOffer } from '../../server/src/modules/offers/testing.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { runOn } from '../testing.ts'
import { command } from './codes.ts'

const { platform, rows, clear, inWork } = await freshDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'golmok-codes-'))
const file = (name: string) => path.join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))
const offer = testId('offer')
beforeEach(async () => {
  await clear()
  await inWork(theSystem, (work) => createOffer(work, anOffer()))
})

const run = runOn(command, platform.database.url)

describe('golmok codes', () => {
  test('OF38 makes codes into the database and a file as they come, the same in both', async () => {
    const csv = file('made.csv')
    const asked = ['--offer', offer, '--count', '12000', '--pattern', 'FALL-########']
    const { code, answer } = await run('generate', ...asked, '--csv', csv)
    expect({ code, made: answer['made'] }).toEqual({ code: 0, made: 12_000 })
    const lines = readFileSync(csv, 'utf8').trim().split('\r\n').slice(1)
    const written = new Set(lines.map((line) => line.split(',')[0]))
    const kept = (await rows('offers.voucher')).map((row) => row['text'])
    expect(written).toEqual(new Set(kept))
    expect(written.size).toBe(12_000)
  })

  test('OF30 makes none that could be guessed, and says how long they must be', async () => {
    const asked = ['--offer', offer, '--count', '1000000', '--prefix', 'A', '--length', '6']
    const { code, said } = await run('generate', ...asked)
    expect(code).toBe(1)
    expect(said.join()).toContain('"chanceLettersMin":8')
    expect(await rows('offers.code_batch')).toEqual([])
  })

  test('OF39 takes a file, tells each bad row, and the same file changes nothing', async () => {
    const csv = file('flyers.csv')
    writeFileSync(
      csv,
      'code,phone\nPAPER-00001,\npaper 00001,\nSHORT,\nPAPER-00002,010-1234-5678\n',
    )
    const into = ['--offer', offer, '--title', '전단']
    const dry = await run('import', csv, ...into, '--dry-run')
    expect(dry.answer).toMatchObject({ batchId: null, created: 2, unchanged: 1, refused: 1 })
    expect(await rows('offers.code_batch')).toEqual([])

    const first = await run('import', csv, ...into)
    expect(first.code).toBe(1)
    expect(first.said).toContain('line 4, code: voucher.too-short')
    const again = await run('import', csv, '--batch', String(first.answer['batchId']))
    expect(again.answer).toMatchObject({ created: 0, unchanged: 3, refused: 1 })
    expect(await rows('offers.voucher')).toHaveLength(2)
  })

  test('OF39 writes a batch out again, without anybody’s number in full', async () => {
    const csv = file('in.csv')
    writeFileSync(csv, 'code,phone\nPAPER-00001,010-1234-5678\n')
    const { answer } = await run('import', csv, '--offer', offer)
    const out = file('out.csv')
    await run('export', '--batch', String(answer['batchId']), '--csv', out)
    expect(readFileSync(out, 'utf8').split('\r\n')[1]).toBe('PAPER-00001,1,free,0,,,,···5678')
  })

  test('names what is missing', async () => {
    await expect(run('generate', '--offer', offer, '--count', '5')).rejects.toThrow(
      '--length takes a number',
    )
    await expect(run('import')).rejects.toThrow('codes takes')
    await expect(run('export', '--csv', 'x')).rejects.toThrow('--batch takes an id')
  })
})
