/** What this device keeps for when nobody answers: keys of coupons, lists of tills, what was accepted. */

const NAME = 'golmok-offline'
const VERSION = 1
/** Each store with the field that names its rows. */
const stores = { phones: 'couponId', lists: 'placeId', acceptances: 'id' } as const
type StoreName = keyof typeof stores

let opened: Promise<IDBDatabase> | null = null

/** Whether this browser can keep keys and sign with them: not on plain http, and not everywhere in private windows. */
export const canKeepKeys = (): boolean =>
  typeof indexedDB !== 'undefined' && typeof globalThis.crypto?.subtle !== 'undefined'

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(stores)) {
        request.result.createObjectStore(name, { keyPath })
      }
    }
    request.onsuccess = () => done(request.result)
    request.onerror = () => {
      opened = null
      failed(request.error ?? new Error('the store of this device did not open'))
    }
  })
  return opened
}

/** Runs one request; resolves once what it wrote is safe. */
async function run<Result>(
  name: StoreName,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  return new Promise((done, failed) => {
    const transaction = database.transaction(name, mode)
    const request = ask(transaction.objectStore(name))
    transaction.oncomplete = () => done(request.result)
    transaction.onabort = () => failed(transaction.error ?? new Error('nothing was kept'))
  })
}

export function keptRow<Row>(name: StoreName, key: string): Promise<Row | undefined> {
  return run(name, 'readonly', (store) => store.get(key) as IDBRequest<Row | undefined>)
}

export function keptRows<Row>(name: StoreName): Promise<readonly Row[]> {
  return run(name, 'readonly', (store) => store.getAll() as IDBRequest<Row[]>)
}

export async function keep(name: StoreName, row: object): Promise<void> {
  await run(name, 'readwrite', (store) => store.put(row))
}

export async function forget(name: StoreName, key?: string): Promise<void> {
  await run(name, 'readwrite', (store) => (key === undefined ? store.clear() : store.delete(key)))
}

/**
 * Decides on all rows of a store and writes what follows, with nothing between: two windows of one
 * till do not give the same money away twice.
 */
export async function change<Row extends object, Result>(
  name: StoreName,
  decide: (rows: readonly Row[]) => { readonly put: readonly Row[]; readonly result: Result },
): Promise<Result> {
  const database = await open()
  return new Promise((done, failed) => {
    const transaction = database.transaction(name, 'readwrite')
    const store = transaction.objectStore(name)
    let result: Result
    const all = store.getAll() as IDBRequest<Row[]>
    all.onsuccess = () => {
      const decided = decide(all.result)
      result = decided.result
      for (const row of decided.put) store.put(row)
    }
    transaction.oncomplete = () => done(result)
    transaction.onabort = () => failed(transaction.error ?? new Error('nothing was kept'))
  })
}
