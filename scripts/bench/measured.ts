/** One budget: what was measured in this run, and whether it holds. */
export interface Measured {
  readonly name: string;
  readonly measured: string | number;
  readonly goal: string | number;
  readonly ok: boolean;
}
