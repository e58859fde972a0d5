/** The pages about webhooks, each loaded when it is first needed. */
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'

export const webhookPages: readonly (readonly [path: string, component: RouteComponent])[] = [
  ['/webhooks', lazyRouteComponent(() => import('./WebhooksScreen.tsx'), 'WebhooksScreen')],
  [
    '/webhooks/$endpointId',
    lazyRouteComponent(() => import('./WebhookScreen.tsx'), 'WebhookScreen'),
  ],
]
