import { describe } from 'vitest'
import { wayContract } from '../ports.contract.ts'
import { aNewLetter } from '../testing.ts'
import { standInWay } from './stand-in.ts'

describe('standInWay', () => {
  const way = standInWay('email')
  const at = (name: string) => ({ address: `${name}@golmok.test` })
  wayContract(way, {
    letter: aNewLetter,
    to: (part) => at(part === 'open' ? 'minji' : part),
    arrived: () => way.taken.map(({ text }) => text),
    repeats: 'once',
  })
})
