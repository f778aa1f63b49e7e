/** One period of a place: what it could take, what it takes best, and what was asked of it. */
export interface CapacityPeriod {
  readonly max: number;
  /** Null: as much as it can take at most. */
  readonly optimal: number | null;
  readonly demand: number;
}

export const capacityStates = ["lost", "crowded", "well", "idle"] as const;

export type CapacityState = (typeof capacityStates)[number];

export interface StateSum {
  readonly state: CapacityState;
  readonly periods: number;
  /** Turned away; served beyond the best; asked for (well); places left empty. */
  readonly volume: number;
}

/**
 * Four states of capacity (产能四态): asked for more than fits, more than is best, well, or too little.
 *
 * For      what is lost in rushes and what stands idle between them.
 * Formula  lost: demand > max, volume demand − max; crowded: optimal < demand ≤ max, demand −
 *          optimal; idle: demand < optimal, optimal − demand; well: demand = optimal. A period above
 *          max is lost alone; what it serves beyond the best stands in no other volume.
 * Takes    one row a period; a best above the most counts as the most.
 * Gives    all four states in this order, with 0 where none is.
 * Source   articles/001 (最高服务能力, 最优服务能力); Lovelock (1984) Strategies for Managing
 *          Capacity-Constrained Services.
 *
 * @example stateSums([{ max: 100, optimal: 80, demand: 120 }])[0].volume // => 20
 */
export function stateSums(periods: readonly CapacityPeriod[]): readonly StateSum[] {
  const sums = new Map(capacityStates.map((state) => [state, { periods: 0, volume: 0 }]));
  for (const period of periods) {
    const { state, volume } = stateOfPeriod(period);
    const sum = sums.get(state)!;
    sum.periods += 1;
    sum.volume += volume;
  }
  return capacityStates.map((state) => ({ state, ...sums.get(state)! }));
}

/**
 * State of a period (时段状态): which of the four it is in, and by how much.
 *
 * For      tables by place and hour.
 * Formula  see stateSums.
 * Takes    one period.
 * Gives    its state and volume.
 * Source   articles/001.
 *
 * @example stateOfPeriod({ max: 100, optimal: 80, demand: 60 }) // => { state: "idle", volume: 20 }
 */
export function stateOfPeriod({ max, optimal, demand }: CapacityPeriod): {
  readonly state: CapacityState;
  readonly volume: number;
} {
  const best = Math.min(optimal ?? max, max);
  if (demand > max) return { state: "lost", volume: demand - max };
  if (demand > best) return { state: "crowded", volume: demand - best };
  if (demand < best) return { state: "idle", volume: best - demand };
  return { state: "well", volume: demand };
}

export interface PlacedPeriod extends CapacityPeriod {
  readonly place: string;
  /** Periods with one number are at the same time; the next number comes right after it. */
  readonly slot: number;
  readonly lost: number;
}

export interface Shiftable {
  readonly lost: number;
  /** Of the lost, those for whom another place had room, up to its best, in the same period. */
  readonly elsewhere: number;
  /** Those for whom the same place had room, up to its best, in the period before or after. */
  readonly otherTime: number;
}

/**
 * What could be moved (可转移的需求): how many of the lost would have found room elsewhere or at another time.
 *
 * For      the levers of place and time; an upper bound, since not everybody moves.
 * Formula  elsewhere: Σ over periods min(Σ lost, Σ room of other places); otherTime: per place each
 *          room is filled once, the period before first; room = best − demand where above 0.
 * Takes    one row a place and period; slots that follow each other have numbers that do.
 * Gives    counts; the two overlap and must not be added.
 * Source   articles/001 (时间和地点调整).
 *
 * @example shiftable([{ place: "a", slot: 0, max: 10, optimal: 8, demand: 14, lost: 4 }, { place: "b", slot: 0, max: 10, optimal: 8, demand: 5, lost: 0 }]).elsewhere // => 3
 */
export function shiftable(periods: readonly PlacedPeriod[]): Shiftable {
  const roomOf = ({ max, optimal, demand }: CapacityPeriod) =>
    Math.max(0, Math.min(optimal ?? max, max) - demand);
  const sum = (own: readonly PlacedPeriod[], of: (each: PlacedPeriod) => number) =>
    own.reduce((total, each) => total + of(each), 0);
  let elsewhere = 0;
  for (const own of Map.groupBy(periods, ({ slot }) => slot).values()) {
    elsewhere += Math.min(
      sum(own, ({ lost }) => lost),
      sum(own, roomOf),
    );
  }
  let otherTime = 0;
  for (const own of Map.groupBy(periods, ({ place }) => place).values()) {
    const rooms = new Map(own.map((each) => [each.slot, roomOf(each)]));
    for (const { slot, lost } of own.toSorted((a, b) => a.slot - b.slot)) {
      let left = lost;
      for (const near of [slot - 1, slot + 1]) {
        const taken = Math.min(left, rooms.get(near) ?? 0);
        rooms.set(near, (rooms.get(near) ?? 0) - taken);
        left -= taken;
      }
      otherTime += lost - left;
    }
  }
  return { lost: sum(periods, ({ lost }) => lost), elsewhere, otherTime };
}
