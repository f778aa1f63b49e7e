/** A population of one build, defined by attributes and a period; never by who answered what. */
export interface Population {
  readonly by: Readonly<Record<string, string>>;
  /** A wave, or "all". */
  readonly period: string;
  /** Who is counted; only populations of one base are compared. */
  readonly base: string;
  readonly n: number;
}

export interface LedgerFault {
  readonly outer: Population;
  readonly inner: Population;
  /** Persons in the outer and not in the inner population: more than 0, fewer than k. */
  readonly difference: number;
}

/**
 * Ledger of published populations: pairs of them, one within the other, that differ by fewer than
 * k persons though not by nobody, and so publish those few. Nested are a population and the same
 * without one or more of its attributes, and a wave and all waves. No fault: nothing is given.
 */
export function ledgerFaults(published: readonly Population[], k: number): readonly LedgerFault[] {
  const at = new Map(published.map((each) => [populationKey(each), each]));
  return published.flatMap((inner) =>
    populationsAround(inner).flatMap((around) => {
      const outer = at.get(populationKey(around));
      const difference = outer === undefined ? 0 : Math.abs(outer.n - inner.n);
      return outer !== undefined && difference > 0 && difference < k
        ? [{ outer, inner, difference }]
        : [];
    }),
  );
}

function populationKey({ by, period, base }: Population): string {
  return JSON.stringify([
    base,
    period,
    Object.entries(by).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

function populationsAround(inner: Population): readonly Population[] {
  const names = Object.keys(inner.by);
  const periods = inner.period === "all" ? ["all"] : [inner.period, "all"];
  const around: Population[] = [];
  for (let kept = 0; kept < 2 ** names.length; kept += 1) {
    const by = Object.fromEntries(
      names.filter((_, i) => (kept >> i) % 2 === 1).map((name) => [name, inner.by[name]!]),
    );
    for (const period of periods) around.push({ ...inner, by, period });
  }
  return around.filter(
    ({ by, period }) => period !== inner.period || Object.keys(by).length < names.length,
  );
}
