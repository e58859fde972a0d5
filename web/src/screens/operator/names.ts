/** What codes of the server are called on the operator's screens. */
import { facts as factsEn } from '../../text/en/facts.ts'
import { areas as areasEn, invariants as rulesEn } from '../../text/en/invariants.ts'
import { facts as factsKo } from '../../text/ko/facts.ts'
import { areas as areasKo, invariants as rulesKo } from '../../text/ko/invariants.ts'
import { useText } from '../../text/language.tsx'

const ko = { areas: areasKo, rules: rulesKo, facts: factsKo }
const en = { areas: areasEn, rules: rulesEn, facts: factsEn }

/** A server newer than this page may know codes without words: they stand for themselves. */
export function useNames() {
  const { areas, rules, facts } = useText({ ko, en })
  return {
    /** Of a module, or of what begins with its name. */
    areaOf: (code: string) => areas[code.split('.')[0] ?? code] ?? code,
    /** What an invariant says; in the server's English where there are no words for it. */
    ruleOf: (id: string, says: string) => rules[id] ?? says,
    factOf: (name: string) => facts[name] ?? name,
  }
}
