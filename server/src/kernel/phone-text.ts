/** How long a text is on a phone. */

/** Bytes of a short and of a long text, in the coding of Korean phones (SOLAPI: SMS, LMS). */
export const SMS_BYTES_MAX = 90
export const LMS_BYTES_MAX = 2_000

/** Bytes in EUC-KR: one for ASCII, two for all else. */
export function phoneBytes(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter.charCodeAt(0) < 128 ? 1 : 2), 0)
}
