/** The few smallest of many, kept while they are offered one by one. */
export class Smallest {
  readonly #slots: Uint32Array
  readonly #keys: Float64Array
  #limit = 0
  #count = 0

  constructor(limitMax: number) {
    this.#slots = new Uint32Array(limitMax)
    this.#keys = new Float64Array(limitMax)
  }

  /** Forgets all, and keeps at most `limit` from now on. */
  start(limit: number): void {
    this.#limit = limit
    this.#count = 0
  }

  get count(): number {
    return this.#count
  }
  get isFull(): boolean {
    return this.#count === this.#limit
  }
  /** What a key must stay below to get in; only while full. */
  get largest(): number {
    return this.#keys[this.#limit - 1] ?? 0
  }
  slotAt(at: number): number {
    return this.#slots[at] ?? 0
  }
  keyAt(at: number): number {
    return this.#keys[at] ?? 0
  }

  /** Of equal keys, the one offered first comes first. */
  offer(slot: number, key: number): void {
    const slots = this.#slots
    const keys = this.#keys
    if (this.isFull && key >= this.largest) return
    let at = this.isFull ? this.#limit - 1 : this.#count++
    while (at > 0 && (keys[at - 1] ?? 0) > key) {
      keys[at] = keys[at - 1] ?? 0
      slots[at] = slots[at - 1] ?? 0
      at -= 1
    }
    keys[at] = key
    slots[at] = slot
  }
}
