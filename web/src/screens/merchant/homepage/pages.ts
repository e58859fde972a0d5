/** The pages about a shop's homepage, each loaded when it is first needed. */
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'

const url = '/channel/homepage'

export const homepagePages: readonly (readonly [path: string, component: RouteComponent])[] = [
  [url, lazyRouteComponent(() => import('./HomepageScreen.tsx'), 'HomepageScreen')],
  [`${url}/front`, lazyRouteComponent(() => import('./FrontScreen.tsx'), 'FrontScreen')],
  [`${url}/new`, lazyRouteComponent(() => import('./NewWritingScreen.tsx'), 'NewWritingScreen')],
  [`${url}/$writingId`, lazyRouteComponent(() => import('./WritingScreen.tsx'), 'WritingScreen')],
]
