/** Korean particles that fit the word before them. */
import { josa } from 'es-hangul'

type Pair = Parameters<typeof josa>[1]

/** `withParticle('커피', '을/를')` is `커피를`. Words that end in no Hangul get the pair's second. */
export function withParticle(word: string, pair: Pair): string {
  return josa(word, pair)
}
