/** Numbers as people read them: 1,234 and 12%. */

// Korean and English group digits alike.
const whole = new Intl.NumberFormat('en-US')

/** 1,234 */
export function counted(count: number): string {
  return whole.format(count)
}

/** 12% of 0.123; one digit more below ten percent, where it matters. */
export function shareText(share: number): string {
  const percent = share * 100
  const digits = percent !== 0 && Math.abs(percent) < 10 ? 1 : 0
  return `${percent.toFixed(digits).replace(/\.0$/, '')}%`
}
