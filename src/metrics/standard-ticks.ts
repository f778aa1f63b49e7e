/** A promise as its register has it; null where nothing is said. */
export interface PromisedStandard {
  readonly standardId: string;
  readonly published: number | null;
  readonly better: string | null;
  readonly commonNeed: number | null;
  readonly competitor: number | null;
  readonly kept: number | null;
  readonly due: number | null;
}

export const tickNames = ["need", "rival", "kept"] as const;
export type TickName = (typeof tickNames)[number];

export interface TickedStandard {
  readonly standard: string;
  /** Null where the register does not say enough. */
  readonly ticks: Readonly<Record<TickName, boolean | null>>;
  readonly passed: number;
}

/**
 * Three principles of a standard (标准三原则): a common need, ahead of rivals, easily kept.
 *
 * For      which published standards are worth publishing.
 * Formula  need: share of customers who need it at least `need`; rival: published better than the
 *          rival's, by the side that is better; kept: times kept over times due at least `kept`.
 * Takes    one row a standard, its latest.
 * Gives    three ticks, null where unknown, and how many passed, 0 to 3.
 * Source   articles/000 (基于客户的普遍化共性需求；超越竞争对手；简单且容易兑现).
 *
 * @example standardTicks([{ standardId: "wait", published: 5, better: "lower", commonNeed: 0.9, competitor: 6, kept: 8, due: 10 }], { need: 0.5, kept: 0.9 })[0].passed // => 2
 */
export function standardTicks(
  standards: readonly PromisedStandard[],
  { need, kept }: { readonly need: number; readonly kept: number },
): readonly TickedStandard[] {
  return standards.map((own) => {
    const sign = own.better === "lower" ? -1 : 1;
    const ahead =
      own.published === null || own.competitor === null
        ? null
        : sign * (own.published - own.competitor) > 0;
    const ticks = {
      need: own.commonNeed === null ? null : own.commonNeed >= need,
      rival: ahead,
      kept:
        own.kept === null || own.due === null || !(own.due > 0) ? null : own.kept / own.due >= kept,
    };
    const passed = Object.values(ticks).filter((tick) => tick === true).length;
    return { standard: own.standardId, ticks, passed };
  });
}
