/** The worker behind the app: keeps the shell and fonts for offline use, and shows pushes. */

import { KEPT_FILES } from './offline/shell.ts'

type ShellFile = { readonly url: string; readonly revision: string | null }

// The types of pages and workers meet in one project; here `self` is the worker.
const worker = self as unknown as ServiceWorkerGlobalScope
// The build writes the list of files in place of this name.
const shell = (self as unknown as { readonly __WB_MANIFEST: readonly ShellFile[] }).__WB_MANIFEST
// Named by what it holds: a new build makes a new store, and the old one is dropped.
const version = shell.map((file) => file.revision ?? file.url).join()
const SHELL = `golmok-shell-${fnv(version)}`
const KEPT = KEPT_FILES

/** FNV-1a: a short name for a long text. */
function fnv(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  return (hash >>> 0).toString(16)
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL)
  await cache.add('/index.html')
  // One by one: a file that is listed twice or cannot be had must not keep the app from working.
  const files = new Set(shell.map((file) => `/${file.url.replace(/^\//, '')}`))
  await Promise.allSettled(Array.from(files, (file) => cache.add(file)))
}

async function dropOld(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name !== SHELL && name !== KEPT).map((name) => caches.delete(name)),
  )
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => worker.clients.claim()))
})

/** Files whose name changes with their content are taken from the store first. */
async function keptFirst(request: Request): Promise<Response> {
  const known = await caches.match(request)
  if (known) return known
  const fresh = await fetch(request)
  if (fresh.ok) {
    const cache = await caches.open(KEPT)
    await cache.put(request, fresh.clone())
  }
  return fresh
}

/** A page is asked from the server, and is the kept shell when nobody answers. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match('/index.html')) ?? Response.error()
  }
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (url.pathname.startsWith('/v1/')) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (/^\/(assets|icons|map)\//.test(url.pathname)) event.respondWith(keptFirst(request))
})

type Push = {
  readonly title?: string
  readonly body?: string
  readonly link?: string
  readonly tag?: string
}

worker.addEventListener('push', (event) => {
  const push = (event.data?.json() ?? {}) as Push
  event.waitUntil(
    worker.registration.showNotification(push.title ?? '골목', {
      body: push.body ?? '',
      icon: '/icons/golmok-192.png',
      badge: '/icons/golmok-192.png',
      ...(push.tag ? { tag: push.tag } : {}),
      data: { link: push.link ?? '/inbox' },
    }),
  )
})

async function openLink(link: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [first] = windows
  if (!first) return void (await worker.clients.openWindow(link))
  await first.focus()
  await first.navigate(link)
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { link } = event.notification.data as { link: string }
  event.waitUntil(openLink(link))
})
