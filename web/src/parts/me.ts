/** Who sits in front of the screen: the signed-in person, or nobody. */
import { useQuery } from '@tanstack/react-query'
import { ApiProblem, ask } from '../api.ts'
import type { Me } from '../shapes.ts'

export type WhoIsHere =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'person'; readonly me: Me }

/** The person of this session; `unknown` until the server has answered once. */
export function useMe(): WhoIsHere {
  const { data, error } = useQuery({ ...ask('GET /v1/me'), staleTime: 60_000, retryOnMount: false })
  if (error instanceof ApiProblem && error.status === 401) return { kind: 'nobody' }
  if (data) return { kind: 'person', me: data }
  return { kind: 'unknown' }
}
