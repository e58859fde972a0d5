/** The worker that keeps the shell and shows pushes, and this device's push subscription. */
import { call } from './api.ts'

export type PushState = 'unsupported' | 'denied' | 'off' | 'on'

/** Registers the worker once the page has settled; in development there is none. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  addEventListener('load', () => {
    void navigator.serviceWorker.register('/service-worker.js').catch(() => {
      // Private windows forbid workers: the app works without.
    })
  })
}

function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

async function registration(): Promise<ServiceWorkerRegistration | null> {
  return (await navigator.serviceWorker.getRegistration('/')) ?? null
}

export async function pushState(): Promise<PushState> {
  if (!canPush()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const worker = await registration()
  if (!worker) return 'unsupported'
  return (await worker.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks the person, subscribes this device, and tells the server. */
export async function turnPushOn(): Promise<PushState> {
  const worker = await registration()
  if (!worker) return 'unsupported'
  if ((await Notification.requestPermission()) !== 'granted') return pushState()
  const { key } = await call('GET /v1/push-key')
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  })
  const { endpoint, keys } = subscription.toJSON()
  await call('PUT /v1/me/push-subscriptions', { body: { endpoint, keys } })
  return 'on'
}

export async function turnPushOff(): Promise<PushState> {
  const subscription = await (await registration())?.pushManager.getSubscription()
  if (subscription) {
    await call('DELETE /v1/me/push-subscriptions', { body: { endpoint: subscription.endpoint } })
    await subscription.unsubscribe()
  }
  return pushState()
}
