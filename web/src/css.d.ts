/** Lets a style carry custom properties, such as the colour of a shop. */
import 'react'

declare module 'react' {
  interface CSSProperties {
    [name: `--${string}`]: string | number
  }
}
