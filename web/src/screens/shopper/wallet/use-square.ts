/** The square that this phone signs for a coupon, anew in each step, with or without a connection. */
import { useEffect, useState } from 'react'
import { certify, squareOf } from '../../../offline/phone.ts'

export type Square = {
  readonly text: string
  /** Until when it is shown, by this phone's clock. */
  readonly untilMs: number
  readonly stepSeconds: number
}

/** A little later than the step, so that the next one has surely begun. */
const LATE_MS = 50
const RETRY_MS = 5_000

/**
 * Null while there is none: no coupon, no certificate yet, or a browser that keeps no keys.
 * `isLooked` tells whether that is known.
 */
export function useSquare(couponId: string | null): {
  readonly square: Square | null
  readonly isLooked: boolean
} {
  const [square, setSquare] = useState<Square | null>(null)
  const [isLooked, setLooked] = useState(couponId === null)
  useEffect(() => {
    if (couponId === null) return
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = async () => {
      const signed = await squareOf(couponId)
      if (isGone) return
      clearTimeout(timer)
      setLooked(true)
      setSquare(
        signed && {
          text: signed.text,
          untilMs: Date.now() + signed.leftMs,
          stepSeconds: signed.stepSeconds,
        },
      )
      timer = setTimeout(() => void show(), signed ? signed.leftMs + LATE_MS : RETRY_MS)
    }
    const renew = async () => {
      try {
        await certify([couponId])
      } catch {
        // What was signed before still shows.
      }
      await show()
    }
    const again = () => void renew()
    void show().then(renew)
    addEventListener('online', again)
    return () => {
      isGone = true
      clearTimeout(timer)
      removeEventListener('online', again)
    }
  }, [couponId])
  return { square, isLooked }
}
