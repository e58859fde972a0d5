/** Words on pieces about shops and coupons. */
import type { parts as korean } from '../ko/parts.ts'

export const parts: typeof korean = {
  opening: {
    unknown: 'Hours not known yet',
    open: 'Open',
    openAlways: 'Open all day',
    openUntil: (time: string) => `Open · until ${time}`,
    closesIn: (minutes: number) => `Closes in ${minutes} min`,
    closed: 'Closed now',
    opensAt: (day: string, time: string) => `Opens ${day ? `${day} ` : ''}at ${time}`,
  },
  away: (distance: string) => `${distance} away`,
  walk: (minutes: number) => `about ${minutes} min on foot`,
  ticket: {
    until: (when: string) => `until ${when}`,
    hoursLeft: (hours: number) => (hours === 1 ? '1 hour left' : `${hours} hours left`),
    minutesLeft: (minutes: number) => `${minutes} min left`,
    redeemed: (when: string) => `used ${when}`,
    expired: 'expired',
    cancelled: 'withdrawn',
  },
  map: {
    label: 'Map of the neighbourhood',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    cluster: (count: number) => `${count} shops, press to zoom in`,
    here: 'You are here',
    failed: 'The map could not be drawn. The list below works all the same.',
  },
  print: 'Print',
  rowsRunning: (done: string, total: string) => `${done} of ${total} rows read`,
  row: (line: string) => `Row ${line}`,
  rowsMore: (count: string) => `There are ${count} more of these.`,
  fileClear: 'Remove the file',
}
