/** Group commit: nothing lost, nothing mixed up, nobody waits for company. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gather } from './gather.ts'

const soon = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('gather', () => {
  test('each caller gets the answer to its own item, whatever the sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        async (items, itemsMax, flightsMax) => {
          const double = gather<number, number>({
            itemsMax,
            flightsMax,
            run: async (batch) => {
              expect(batch.length).toBeLessThanOrEqual(itemsMax)
              await soon()
              return batch.map((item) => item * 2)
            },
          })
          expect(await Promise.all(items.map(double))).toEqual(items.map((item) => item * 2))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('what arrives while a batch is under way becomes the next batch', async () => {
    const sizes: number[] = []
    let land = () => {}
    const call = gather<number, number>({
      itemsMax: 100,
      flightsMax: 1,
      run: async (batch) => {
        sizes.push(batch.length)
        await new Promise<void>((resolve) => (land = resolve))
        return batch
      },
    })
    const first = call(0)
    await soon()
    await soon()
    const others = [1, 2, 3].map((item) => call(item))
    land()
    await first
    await soon()
    await soon()
    land()
    await Promise.all(others)
    expect(sizes).toEqual([1, 3])
  })

  test('an error among the answers concerns one caller, an error of the batch all of them', async () => {
    const call = gather<string, string>({
      itemsMax: 10,
      flightsMax: 1,
      run: async (batch) => {
        if (batch.includes('all')) throw new Error('all of us')
        return batch.map((item) => (item === 'one' ? new Error('only me') : item))
      },
    })
    const some = await Promise.allSettled(['fine', 'one'].map(call))
    expect(some).toMatchObject([{ value: 'fine' }, { reason: { message: 'only me' } }])
    const all = await Promise.allSettled(['all', 'fine'].map(call))
    expect(all).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
  })
})
