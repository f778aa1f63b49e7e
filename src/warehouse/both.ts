/**
 * Waits for both, also where one of them fails: an engine that is closed must have no statement
 * under way. Throws what failed first in this order.
 */
export async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<readonly [A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}
