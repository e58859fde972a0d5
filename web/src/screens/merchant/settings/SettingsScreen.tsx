/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function SettingsScreen() {
  return <Loading kind="page" />
}
