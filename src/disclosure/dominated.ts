/**
 * True when a sum of money would tell on its largest contributors: by the p% rule the second
 * largest could work out the largest to within p% (total − x₁ − x₂ < p%·x₁), or one person brings
 * more than `share` of it. Amounts below 0 count by their size. A sum of nothing tells nothing.
 */
export function dominated(
  contributions: Iterable<number>,
  { p = 10, share = 0.75 }: { readonly p?: number; readonly share?: number } = {},
): boolean {
  let [total, first, second] = [0, 0, 0];
  for (const contribution of contributions) {
    const amount = Math.abs(contribution);
    if (!(amount > 0)) continue;
    total += amount;
    if (amount > first) [first, second] = [amount, first];
    else if (amount > second) second = amount;
  }
  if (total === 0) return false;
  const rest = Math.max(0, total - first - second);
  // The sum of many amounts is good to some 1e-12 of itself only.
  return rest < (p / 100) * first - 1e-12 * total || first > share * total;
}
