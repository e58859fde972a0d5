/** What tests use of `http_ece`, which brings no types. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  /** Reads a body of RFC 8188; secrets are base64url. */
  export function decrypt(
    body: Buffer,
    keys: { readonly version: string; readonly privateKey: ECDH; readonly authSecret: string },
  ): Buffer
}
