/**
 * Gives each distinct run of bytes a code, 0, 1, 2 … in order of first sight, without making a string of it: ten million
 * cells with few distinct texts cost ten million look-ups and few strings. Open addressing, bytes kept in one arena.
 */
export class ByteDictionary {
  count = 0;
  #slots = new Int32Array(64).fill(-1);
  #hashes = new Int32Array(32);
  #starts = new Float64Array(33);
  #arena = new Uint8Array(512);

  /** Code of bytes [from, to) of `source`; `hash` must be a function of these bytes alone. */
  codeOf(source: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    const length = to - from;
    // Multiply so that short numbers, whose hashes differ in few bits, spread over the slots.
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;
    for (let code = this.#slots[slot]; code >= 0; code = this.#slots[slot]) {
      if (this.#hashes[code] === hash) {
        const start = this.#starts[code];
        if (this.#starts[code + 1] - start === length) {
          const arena = this.#arena;
          let k = 0;
          while (k < length && arena[start + k] === source[from + k]) k++;
          if (k === length) return code;
        }
      }
      slot = (slot + 1) & mask;
    }
    return this.#add(source, from, to, hash, slot);
  }

  /** Bytes of one entry; valid until the next addition. */
  bytesOf(code: number): Uint8Array {
    return this.#arena.subarray(this.#starts[code], this.#starts[code + 1]);
  }

  #add(source: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const code = this.count++;
    const start = this.#starts[code];
    const end = start + (to - from);
    if (end > this.#arena.length) {
      const larger = new Uint8Array(Math.max(end, this.#arena.length * 2));
      larger.set(this.#arena.subarray(0, start));
      this.#arena = larger;
    }
    this.#arena.set(source.subarray(from, to), start);
    if (code >= this.#hashes.length) {
      this.#hashes = doubled(this.#hashes, new Int32Array(code * 2));
      this.#starts = doubled(this.#starts, new Float64Array(code * 2 + 1));
    }
    this.#hashes[code] = hash;
    this.#starts[code + 1] = end;
    this.#slots[slot] = code;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.count; code++) {
      let slot = (Math.imul(this.#hashes[code], 0x9e3779b1) >>> 7) & mask;
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}

function doubled<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
