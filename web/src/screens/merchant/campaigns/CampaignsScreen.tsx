/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function CampaignsScreen() {
  return <Loading kind="page" />
}
