/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function NewCampaignScreen() {
  return <Loading kind="page" />
}
