/**
 * Waits for all, also where one of them fails: an engine that is closed must have no statement
 * under way. Throws what failed first in this order.
 */
export async function allEnded<const Given extends readonly Promise<unknown>[]>(
  given: Given,
): Promise<{ -readonly [At in keyof Given]: Awaited<Given[At]> }> {
  await Promise.allSettled(given);
  return Promise.all(given);
}
