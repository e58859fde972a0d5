/** Keeps what a screen was made of, so that it opens again without a connection. */

/** Where the worker keeps files that were used; its name says what it holds. */
export const KEPT_FILES = 'golmok-kept-1'

/**
 * Keeps the files of this page that were loaded before the worker looked after it, and those a
 * counter needs later.
 *
 * @param more addresses of files that were not loaded yet
 */
export async function keepScreen(more: readonly string[] = []): Promise<void> {
  if (typeof caches === 'undefined') return
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  const own = [...loaded, ...more.map((file) => new URL(file, location.href).href)].filter((file) =>
    file.startsWith(`${location.origin}/assets/`),
  )
  try {
    const cache = await caches.open(KEPT_FILES)
    await Promise.allSettled(
      [...new Set(own)].map(async (file) => (await caches.match(file)) ?? cache.add(file)),
    )
  } catch {
    // No room, or a private window: the screen works as long as it stays open.
  }
}
