/** What shows that another account is mine as well: from the refusal that told so, to where I merge. */
import { ApiProblem } from '../api.ts'

const KEY = 'golmok.merge-proof'

/** Keeps the proof that a refusal brought, in this tab alone; false where it brought none. */
export function keepMergeProof(error: unknown): boolean {
  const proof = error instanceof ApiProblem ? error.more['mergeProof'] : null
  if (typeof proof !== 'string') return false
  sessionStorage.setItem(KEY, proof)
  return true
}

/** The proof that was kept, once; null when there is none. */
export function takeMergeProof(): string | null {
  const proof = sessionStorage.getItem(KEY)
  sessionStorage.removeItem(KEY)
  return proof
}
