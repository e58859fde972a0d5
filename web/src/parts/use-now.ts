/** The time of the screen, told again at a steady pace. */
import { useEffect, useState } from 'react'

/** Now, renewed every so many seconds while the screen is shown. */
export function useNow(everySeconds = 30): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everySeconds * 1_000)
    return () => clearInterval(timer)
  }, [everySeconds])
  return now
}
