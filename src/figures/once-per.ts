/**
 * A function that works out its value once for each object and keeps it as long as the object
 * lives: several figures read the same rows. Neither object nor value may be changed.
 */
export function oncePer<Given extends object, Value extends object>(
  work: (given: Given) => Value,
): (given: Given) => Value {
  const known = new WeakMap<Given, Value>();
  return (given) => {
    const value = known.get(given) ?? work(given);
    known.set(given, value);
    return value;
  };
}
