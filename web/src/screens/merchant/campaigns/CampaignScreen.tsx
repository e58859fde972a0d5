/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function CampaignScreen() {
  return <Loading kind="page" />
}
