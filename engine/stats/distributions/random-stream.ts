const GOLDEN_RATIO = 0x9e3779b9;
const FOUR_WORDS = 4;

/**
 * A seeded stream of random numbers: the same seed gives the same numbers on every machine.
 *
 * Generator: xoshiro128** 1.1 (Blackman & Vigna 2021), period 2¹²⁸ − 1, 32 bits a step. The 128-bit state is a hash of the
 * seed and of the names of the sub-streams on the way here (MurmurHash3's 32-bit finaliser, as in splitmix32, over each
 * code unit). Not for secrets.
 *
 * Seed: any number or text; four 32-bit words in an array are taken as the generator's state itself (not all zero).
 */
export function randomStream(seed: number | string | readonly [number, number, number, number]): RandomStream {
  return new RandomStream(
    typeof seed === 'object' ? Uint32Array.from(seed) : absorb(new Uint32Array(FOUR_WORDS), `${seed}`),
  );
}

export class RandomStream {
  private readonly key: Uint32Array;
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spareNormal = Number.NaN;

  constructor(key: Uint32Array) {
    this.key = key;
    [this.a, this.b, this.c, this.d] = key;
  }

  /**
   * A stream of its own, by name and optional number: it depends on this stream's seed and not on how far this stream has
   * been read, so that drawing more in one place never changes another.
   */
  sub(name: string, number = 0): RandomStream {
    return new RandomStream(absorb(this.key, `/${name}#${number}`));
  }

  /** A whole number 0 … 2³² − 1. */
  word(): number {
    const scrambled = Math.imul(this.b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** Uniform in the open interval (0, 1): the middles of 2⁵² equal cells, so that neither end is ever drawn. */
  uniform(): number {
    const high = this.word() >>> 6;
    const low = this.word() >>> 6;
    return (high * 0x4000000 + low + 0.5) / 0x10000000000000;
  }

  /** A whole number 0 … bound − 1, each equally likely (Lemire 2019, without the modulo bias). `bound` 1 … 2³². */
  below(bound: number): number {
    const threshold = (0x100000000 - bound) % bound;
    for (;;) {
      const word = this.word();
      if (word >= threshold) return word % bound;
    }
  }

  /** Standard normal: polar method (Marsaglia & Bray 1964), two at a time. */
  normal(): number {
    const spare = this.spareNormal;
    if (spare === spare) {
      this.spareNormal = Number.NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.spareNormal = y * factor;
      return x * factor;
    }
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Gamma with the given shape (> 0) and scale 1: mean and variance are both `shape` (Marsaglia & Tsang 2000). */
  gamma(shape: number): number {
    // Their boost for small shapes: gamma(a) = gamma(a + 1) · U^(1/a).
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const cubeRoot = 1 + c * x;
      if (cubeRoot <= 0) continue;
      const v = cubeRoot * cubeRoot * cubeRoot;
      if (Math.log(this.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
    }
  }

  /** Beta(a, b), a and b > 0: mean a/(a + b). */
  beta(a: number, b: number): number {
    const x = this.gamma(a);
    return x / (x + this.gamma(b));
  }

  /** Student's t with the given degrees of freedom (> 0); its variance is degrees/(degrees − 2) where degrees > 2. */
  studentT(degrees: number): number {
    return this.normal() / Math.sqrt((2 * this.gamma(degrees / 2)) / degrees);
  }

  /** Puts `values` in random order, in place (Fisher & Yates), and returns it. */
  shuffle<T extends { length: number; [index: number]: unknown }>(values: T): T {
    const entries = values as { length: number; [index: number]: unknown };
    for (let last = entries.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const held = entries[last];
      entries[last] = entries[other];
      entries[other] = held;
    }
    return values;
  }
}

function absorb(key: Uint32Array, text: string): Uint32Array {
  const words = Uint32Array.from(key, (word, place) => finalise(word + Math.imul(GOLDEN_RATIO, place + 1)));
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    for (let place = 0; place < FOUR_WORDS; place++) {
      // Each word takes in its neighbour too, so that all 128 bits depend on every character.
      const neighbour = words[(place + 1) % FOUR_WORDS];
      words[place] = finalise(
        words[place] + Math.imul(unit + 1, GOLDEN_RATIO) + ((neighbour << 5) | (neighbour >>> 27)),
      );
    }
  }
  if (words.every((word) => word === 0)) words[0] = GOLDEN_RATIO;
  return words;
}

/** MurmurHash3's `fmix32`: every input bit changes each output bit with chance one half. */
function finalise(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
