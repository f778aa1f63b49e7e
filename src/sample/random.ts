/** A seeded source of chance: same seed and stream, same numbers, on every machine. */
export interface Random {
  /** In [0, 1). */
  readonly uniform: () => number;
  readonly normal: () => number;
  /** Mean 1. */
  readonly exponential: () => number;
  /** Scale 1. */
  readonly gamma: (shape: number) => number;
  readonly beta: (a: number, b: number) => number;
  /** 0 to n - 1. */
  readonly integer: (n: number) => number;
  readonly chance: (share: number) => boolean;
  /** Index drawn in proportion to the weights. */
  readonly pick: (weights: readonly number[]) => number;
}

/** A source of its own for each stream, so that drawing more of one thing moves no other. */
export function seededRandom(seed: number, stream: string, row = 0): Random {
  const uniform = smallFastCounter(seed | 0, hash(stream), row | 0);
  const normal = boxMuller(uniform);
  const exponential = () => -Math.log(1 - uniform());
  const gamma = (shape: number) => marsagliaTsang(shape, uniform, normal);
  return {
    uniform,
    normal,
    exponential,
    gamma,
    beta: (a, b) => {
      const x = gamma(a);
      return x / (x + gamma(b));
    },
    integer: (n) => Math.floor(uniform() * n),
    chance: (share) => uniform() < share,
    pick: (weights) => pickIndex(weights, uniform()),
  };
}

/** sfc32 of PractRand (public domain). */
function smallFastCounter(seed: number, stream: number, row: number): () => number {
  let [a, b, c, counter] = [seed, stream, row, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 15; warm += 1) next();
  return next;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value | 0;
}

function boxMuller(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Marsaglia and Tsang (2000), doi:10.1145/358407.358414; shapes below 1 by their boost. */
function marsagliaTsang(shape: number, uniform: () => number, normal: () => number): number {
  if (shape < 1) {
    return marsagliaTsang(shape + 1, uniform, normal) * Math.pow(1 - uniform(), 1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = Math.pow(1 + c * x, 3);
    if (v <= 0) continue;
    if (Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function pickIndex(weights: readonly number[], share: number): number {
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
