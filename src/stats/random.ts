/** Numbers that look random and are the same for the same seed on every machine. */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  readonly uniform: () => number;
  /** Uniform whole number from 0 to n − 1. */
  readonly below: (n: number) => number;
  /** Successes among n trials of chance p. */
  readonly binomial: (n: number, p: number) => number;
  /** Draws as many places as `counts` has, with replacement, and leaves there how often each came. */
  readonly resample: (counts: Int32Array) => void;
  /** Draws `times` of the cells with replacement, and adds each to its count. */
  readonly tally: (counts: Int32Array, cells: Int32Array, times: number) => void;
}

/**
 * Seeded random numbers (带种子的随机数): xoshiro128** started from a text.
 *
 * For      bootstrap intervals that come out the same in each build.
 * Formula  xoshiro128**, seeded by splitmix32 over a 32-bit hash of the text.
 * Takes    any text; name the figure and the wave in it.
 * Gives    a generator; its draws depend on the seed and on what was drawn before only.
 * Source   Blackman & Vigna (2021) ACM Trans. Math. Softw. 47:36.
 *
 * @example seededRandom("a").uniform() === seededRandom("a").uniform() // => true
 */
export function seededRandom(seed: string): Random {
  const state = xoshiroState(seed);
  const uniform = (): number =>
    ((next(state) >>> 5) * 67108864 + (next(state) >>> 6)) / 9007199254740992;
  // 32 bits at a time: the bias is under n / 2^32.
  const below = (n: number): number => Math.floor(((next(state) >>> 0) / 4294967296) * n);
  return {
    uniform,
    below,
    binomial: (n, p) => binomialDraw(n, p, uniform),
    resample: (counts) => tally(state, counts.fill(0), null, counts.length),
    tally: (counts, cells, times) => tally(state, counts, cells, times),
  };
}

function xoshiroState(seed: string): Int32Array {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  }
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    const mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    const more = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return more ^ (more >>> 15);
  };
  // A typed array: whole numbers of 32 bits in closures would be boxed at each draw.
  return Int32Array.of(word(), word(), word(), word());
}

function next(state: Int32Array): number {
  const b = state[1]!;
  const five = Math.imul(b, 5);
  const nextC = state[2]! ^ state[0]!;
  const nextD = state[3]! ^ b;
  state[0] = state[0]! ^ nextD;
  state[1] = b ^ nextC;
  state[2] = nextC ^ (b << 9);
  state[3] = (nextD << 11) | (nextD >>> 21);
  return Math.imul((five << 7) | (five >>> 25), 9);
}

/** As `below` again and again, the state kept at hand: bootstraps draw millions of rows. */
function tally(
  state: Int32Array,
  counts: Int32Array,
  cells: Int32Array | null,
  times: number,
): void {
  const n = (cells ?? counts).length;
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  for (let i = 0; i < times; i += 1) {
    const five = Math.imul(b, 5);
    const drawn = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const nextC = c ^ a;
    const nextD = d ^ b;
    a ^= nextD;
    c = nextC ^ (b << 9);
    b ^= nextC;
    d = (nextD << 11) | (nextD >>> 21);
    const place = ((drawn / 4294967296) * n) | 0;
    const cell = cells === null ? place : cells[place]!;
    counts[cell] = counts[cell]! + 1;
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}

/**
 * Binomial draw (二项随机数): exact, by inversion for small n·p and by rejection (BTRS) above.
 *
 * For      multinomial counts of the bootstrap.
 * Formula  inversion of the distribution; Hörmann's transformed rejection with squeeze.
 * Takes    n from 0, p (clipped to 0 and 1) and a source of uniform numbers.
 * Gives    a whole number from 0 to n.
 * Source   Hörmann (1993) J. Stat. Comput. Simul. 46:101.
 *
 * @example binomialDraw(5, 1, () => 0.5) // => 5
 */
export function binomialDraw(n: number, p: number, uniform: () => number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialDraw(n, 1 - p, uniform);
  return n * p < 10 ? byInversion(n, p, uniform) : byRejection(n, p, uniform);
}

function byInversion(n: number, p: number, uniform: () => number): number {
  const ratio = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  let left = uniform();
  let k = 0;
  while (left > chance && k < n) {
    left -= chance;
    k += 1;
    chance *= (ratio * (n - k + 1)) / k;
  }
  return k;
}

function byRejection(n: number, p: number, uniform: () => number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    const u = uniform() - 0.5;
    let v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const alpha = (2.83 + 5.1 / b) * spread;
    const mode = Math.floor((n + 1) * p);
    v = Math.log((v * alpha) / (a / (us * us) + b));
    const atMode = stirlingTail(mode) + stirlingTail(n - mode);
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / ((p / (1 - p)) * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log(((p / (1 - p)) * (n - k + 1)) / (k + 1)) +
      atMode -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (v <= bound) return k;
  }
}

const smallTails = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.020790672103765, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.00925546218271273,
  0.00833056343336287,
];

/** ln k! less Stirling's first terms. */
function stirlingTail(k: number): number {
  if (k <= 9) return smallTails[k]!;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
