/** A push service on this machine, and one browser that reads whatever it is brought. */
import { createECDH } from 'node:crypto'
import { decrypt } from 'http_ece'
import { sql } from 'kysely'
import type { Id } from '../src/kernel/id.ts'
import type { Platform } from '../src/platform/platform.ts'
import { standIn } from './stand-in.ts'

export type Brought = { readonly personId: string; readonly text: string }

/** Starts one for this test file. The server needs `GOLMOK_OUTWARD_INSIDE=127.0.0.1/32` to reach it. */
export async function pushService() {
  const device = createECDH('prime256v1')
  device.generateKeys()
  const auth = Buffer.alloc(16, 7).toString('base64url')
  const brought: Brought[] = []
  const { url: here } = await standIn((request, body) => {
    const how = { version: 'aes128gcm', privateKey: device, authSecret: auth } as const
    const text = decrypt(body, how).toString()
    brought.push({ personId: String(request.url).slice(1), text })
    return { status: 201 }
  })

  return {
    brought: brought as readonly Brought[],
    /** Gives each a device here. Past the route, which takes public addresses only (OU13). */
    async subscribe({ database: { db } }: Platform, ids: readonly Id<'person'>[]): Promise<void> {
      await sql`
        insert into outreach.push_subscription (id, person_id, endpoint, p256dh, auth, created_at)
        select gen_random_uuid(), id, ${`${here}/`} || id,
          ${device.getPublicKey('base64url')}, ${auth}, '2026-04-01'
        from unnest(${ids}::uuid[]) id`.execute(db)
    },
  }
}
