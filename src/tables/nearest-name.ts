/** The known name most like a given one, or null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const plain = simplified(name);
  let best: string | null = null;
  let least = Math.max(2, Math.floor(plain.length / 2));
  for (const candidate of known) {
    const distance = editDistance(plain, simplified(candidate));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function simplified(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, "");
}

/** Levenshtein's distance: insertions, deletions and substitutions from one name to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
