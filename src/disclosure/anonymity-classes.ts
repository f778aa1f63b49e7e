/**
 * Anonymity classes: of each record, how many records share all its keys (the k of k-anonymity).
 * Takes one column a key, all equally long.
 */
export function anonymityClasses(
  keys: readonly (readonly (string | number)[])[],
): readonly number[] {
  const records = (keys[0] ?? []).map((_, row) =>
    JSON.stringify(keys.map((column) => column[row])),
  );
  const sizes = new Map<string, number>();
  for (const record of records) sizes.set(record, (sizes.get(record) ?? 0) + 1);
  return records.map((record) => sizes.get(record)!);
}
