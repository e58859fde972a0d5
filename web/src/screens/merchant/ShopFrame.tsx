/** Placeholder until the frame is written. */
import { Outlet } from '@tanstack/react-router'

export function ShopFrame() {
  return <Outlet />
}
