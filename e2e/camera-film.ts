/** Films a code for the camera of a browser that has none: Chromium plays the file as its picture. */
import { writeFileSync } from 'node:fs'
import { create } from 'qrcode'

const WIDTH = 640
const HEIGHT = 480
const SQUARE = 320
const FRAMES = 10
const WALL = 200
const WHITE = 235
const BLACK = 20
/** Both colour channels at rest: grey. */
const GREY = 128
const QUIET = 2

/** What Chromium must be started with to see the film. */
export const filmArgs = (file: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
]

/** Writes a film of a phone that is held still. The camera reads it when it is switched on. */
export function film(text: string, file: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const scale = Math.floor(SQUARE / size)
  const left = (WIDTH - size * scale) >> 1
  const top = (HEIGHT - size * scale) >> 1
  const light = Buffer.alloc(WIDTH * HEIGHT, WALL)
  for (let row = -QUIET; row < size + QUIET; row += 1) {
    for (let column = -QUIET; column < size + QUIET; column += 1) {
      const isInside = row >= 0 && column >= 0 && row < size && column < size
      const tone = isInside && modules.get(row, column) ? BLACK : WHITE
      for (let line = 0; line < scale; line += 1) {
        const start = (top + row * scale + line) * WIDTH + left + column * scale
        light.fill(tone, start, start + scale)
      }
    }
  }
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    light,
    Buffer.alloc((WIDTH * HEIGHT) / 2, GREY),
  ])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F20:1 Ip A1:1 C420mpeg2\n`)
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]))
}
