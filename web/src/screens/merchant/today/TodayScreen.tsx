/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function TodayScreen() {
  return <Loading kind="page" />
}
