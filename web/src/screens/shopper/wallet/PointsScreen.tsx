/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function PointsScreen() {
  return <Loading kind="page" />
}
