/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function InboxScreen() {
  return <Loading kind="page" />
}
