/**
 * How much one address may send. Many people share an address behind a carrier, so the limit is
 * high, and what exceeds it is first taken and marked; only twice the burst is refused.
 */
export interface RateLimit {
  readonly take: (address: string, nowMs: number) => "free" | "marked" | "refused";
}

export interface RateOptions {
  readonly perMinute?: number;
  readonly burst?: number;
}

const MOST_ADDRESSES = 50_000;

export function rateLimit({ perMinute = 6000, burst = 2000 }: RateOptions = {}): RateLimit {
  const levels = new Map<string, { left: number; at: number }>();
  return {
    take: (address, nowMs) => {
      const known = levels.get(address) ?? { left: burst, at: nowMs };
      const gained = (Math.max(0, nowMs - known.at) / 60_000) * perMinute;
      const left = Math.min(burst, known.left + gained) - 1;
      if (left < -burst) {
        levels.set(address, { left: left + 1, at: nowMs });
        return "refused";
      }
      if (levels.size >= MOST_ADDRESSES) levels.clear();
      levels.set(address, { left, at: nowMs });
      return left < 0 ? "marked" : "free";
    },
  };
}

/** One person answers once, corrects twice; what comes faster is marked, then refused. */
export const LINK_RATE: RateOptions = { burst: 10, perMinute: 2 };

/** `ZHIKE_RATE=off`: benches and fault runs. */
export const noLimit: RateLimit = { take: () => "free" };
