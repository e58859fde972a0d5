/** How tests bring somebody to work at a shop: as in life, invited by its owner and come by themselves. */
import type { freshServer } from './server.ts'

type Server = Pick<Awaited<ReturnType<typeof freshServer>>, 'call'>
type Who = { readonly token: string }

/** @param by an owner of the shop, or an operator */
export async function hire(
  { call }: Server,
  by: Who,
  merchantId: string,
  who: Who,
  role: string,
  placeIds: readonly string[] | null = null,
): Promise<void> {
  const url = `/v1/merchants/${merchantId}/staff-invitations`
  const made = await call('POST', url, { as: by.token, body: { role, placeIds } })
  const token = String(made.body.link ?? '')
    .split('/')
    .at(-1)
  const came = await call('POST', `/v1/staff-invitations/${token}/acceptance`, { as: who.token })
  if (came.status !== 201) {
    throw new Error(`${made.status} ${JSON.stringify(made.body)}, ${came.status}`)
  }
}
