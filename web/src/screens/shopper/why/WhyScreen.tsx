/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function WhyScreen() {
  return <Loading kind="page" />
}
