/** Tests of the picture of today's visitors. */
import { describe, expect, test } from 'vitest'
import { peoplePicture } from './people-picture.ts'

describe('peoplePicture', () => {
  test('is a dot a person, ours first', () => {
    const drawn = peoplePicture(37, 12, 10, 20)
    expect(drawn.dots).toHaveLength(37)
    expect(drawn.dots.filter((dot) => dot.isOurs)).toHaveLength(12)
    expect(drawn).toMatchObject({ peoplePerDot: 1, rows: 4 })
    expect(drawn.dots[11]).toEqual({ x: 30, y: 30, isOurs: true })
  })
  test('lets a dot stand for more people before the picture grows past the screen', () => {
    const drawn = peoplePicture(1_000, 10, 20, 20)
    expect(drawn.peoplePerDot).toBe(9)
    expect(drawn.dots.length).toBeLessThanOrEqual(120)
    expect(drawn.dots.filter((dot) => dot.isOurs)).toHaveLength(1)
  })
  test('is empty on a quiet day', () => {
    expect(peoplePicture(0, 0, 10, 20)).toEqual({ dots: [], peoplePerDot: 1, rows: 0 })
  })
})
