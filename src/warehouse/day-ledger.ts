/**
 * Every person's days with orders, in columns: person `p` has the entries from `start[p]` to
 * `start[p + 1]`, by ascending day. Amounts are whole ten-thousandths of the currency, so that
 * sums are exact whatever their order.
 */
export const UNITS = 10_000;

export interface DayLedger {
  readonly persons: number;
  readonly start: Int32Array;
  readonly day: Int32Array;
  /** Net of all lines of the day. */
  readonly net: Float64Array;
  /** Sum of the positive lines; a day with any is a purchase. */
  readonly spent: Float64Array;
  /** Where most of the person's purchases were, as a level; -1 where none is named. */
  readonly location: Int32Array;
  readonly channel: Int32Array;
  /** Lines read. */
  readonly lines: number;
  /** First and last day with lines; NaN without any. */
  readonly firstDay: number;
  readonly lastDay: number;
}

export interface LedgerShape {
  /** Lines of each person. */
  readonly counts: Float64Array;
  /** How many locations and channels there are. */
  readonly locations: number;
  readonly channels: number;
}

/** Days and amounts of the lines of several rows, each row's side by side. */
export interface DayHistory {
  readonly length: (row: number) => number;
  readonly first: NumberList;
  readonly second: NumberList;
}

interface NumberList {
  readonly start: (row: number) => number;
  readonly items: ArrayLike<number>;
}

export interface LedgerBuilder {
  /** Begins a row, a person at one location through one channel; lines that follow belong to it. */
  readonly row: (person: number, location: number, channel: number) => void;
  readonly lines: (history: DayHistory, row: number) => void;
  readonly finish: () => DayLedger;
}

/**
 * Lines of all persons, each person's together. A line is two numbers side by side, so that
 * writing it touches memory once: first the day and the place in one (`day * places + place`),
 * then the amount.
 */
interface Lines {
  readonly start: Int32Array;
  readonly cells: Float64Array;
  readonly places: number;
  readonly shape: LedgerShape;
}

/** Collects histories, which may come in any order. */
export function ledgerBuilder(shape: LedgerShape): LedgerBuilder {
  const start = startsOf(shape.counts);
  const next = start.slice();
  const cells = new Float64Array(2 * (start.at(-1) ?? 0));
  const places = (shape.locations + 1) * (shape.channels + 1);
  let cursor = 0;
  let place = 0;
  let owner = -1;
  const leave = () => {
    if (owner >= 0) next[owner] = cursor;
  };
  return {
    row: (person, location, channel) => {
      leave();
      owner = person;
      cursor = next[person] ?? 0;
      place = (location + 1) * (shape.channels + 1) + channel + 1;
    },
    lines: ({ length, first, second }, row) => {
      const [days, amounts] = [first.items, second.items];
      const [day, amount] = [first.start(row), second.start(row)];
      const n = length(row);
      for (let at = 0; at < n; at += 1) {
        cells[2 * cursor] = (days[day + at] ?? 0) * places + place;
        cells[2 * cursor + 1] = Math.round((amounts[amount + at] ?? 0) * UNITS);
        cursor += 1;
      }
    },
    finish: () => {
      leave();
      return ledgerOf({ start, cells, places, shape });
    },
  };
}

function startsOf(counts: Float64Array): Int32Array {
  const start = new Int32Array(counts.length + 1);
  for (let at = 0; at < counts.length; at += 1)
    start[at + 1] = (start[at] ?? 0) + (counts[at] ?? 0);
  return start;
}

function ledgerOf(lines: Lines): DayLedger {
  const persons = lines.shape.counts.length;
  const total = lines.start[persons] ?? 0;
  const start = new Int32Array(persons + 1);
  const day = new Int32Array(total);
  const net = new Float64Array(total);
  const spent = new Float64Array(total);
  const location = new Int32Array(persons);
  const channel = new Int32Array(persons);
  const channels = lines.shape.channels + 1;
  const locationHome = homeFinder(lines.shape.locations, (place) => Math.floor(place / channels));
  const channelHome = homeFinder(lines.shape.channels, (place) => place % channels);
  let end = 0;
  for (let person = 0; person < persons; person += 1) {
    const [from, to] = [lines.start[person] ?? 0, lines.start[person + 1] ?? 0];
    sortLines(lines.cells, from, to);
    end = addDays({ day, net, spent, end }, lines, [from, to]);
    start[person + 1] = end;
    location[person] = locationHome(lines, from, to);
    channel[person] = channelHome(lines, from, to);
  }
  const columns = { day: day.slice(0, end), net: net.slice(0, end), spent: spent.slice(0, end) };
  return { persons, start, ...columns, location, channel, lines: total, ...endsOf(columns.day) };
}

/** Sorts lines by day. Most persons have few: for those, insertion beats the general sort. */
function sortLines(cells: Float64Array, from: number, to: number): void {
  if (to - from > 48) {
    sortMany(cells, from, to);
    return;
  }
  for (let i = from + 1; i < to; i += 1) {
    const key = cells[2 * i] ?? 0;
    const amount = cells[2 * i + 1] ?? 0;
    let j = i;
    for (; j > from && (cells[2 * j - 2] ?? 0) > key; j -= 1) {
      cells[2 * j] = cells[2 * j - 2] ?? 0;
      cells[2 * j + 1] = cells[2 * j - 1] ?? 0;
    }
    cells[2 * j] = key;
    cells[2 * j + 1] = amount;
  }
}

function sortMany(cells: Float64Array, from: number, to: number): void {
  const old = cells.slice(2 * from, 2 * to);
  const order = Uint32Array.from({ length: to - from }, (_, at) => at);
  order.sort((a, b) => (old[2 * a] ?? 0) - (old[2 * b] ?? 0));
  for (const [at, was] of order.entries()) {
    cells[2 * (from + at)] = old[2 * was] ?? 0;
    cells[2 * (from + at) + 1] = old[2 * was + 1] ?? 0;
  }
}

interface Growing {
  readonly day: Int32Array;
  readonly net: Float64Array;
  readonly spent: Float64Array;
  /** Entries so far. */
  readonly end: number;
}

/** Sums the lines of each day; gives the count of entries after it. */
function addDays(
  { day, net, spent, end }: Growing,
  { cells, places }: Lines,
  [from, to]: readonly [number, number],
): number {
  let at = end - 1;
  for (let i = from; i < to; i += 1) {
    const on = Math.floor((cells[2 * i] ?? 0) / places);
    const amount = cells[2 * i + 1] ?? 0;
    if (at < end || day[at] !== on) at += 1;
    day[at] = on;
    net[at] = (net[at] ?? 0) + amount;
    if (amount > 0) spent[at] = (spent[at] ?? 0) + amount;
  }
  return at + 1;
}

/** Finds the level at which most purchases were; ties go to the latest, then to the name. */
function homeFinder(
  levels: number,
  levelOf: (place: number) => number,
): (lines: Lines, from: number, to: number) => number {
  const purchases = new Int32Array(levels + 1);
  const latest = new Int32Array(levels + 1);
  const touched = new Int32Array(levels + 1);
  return ({ cells, places }, from, to) => {
    if (levels === 0) return -1;
    let n = 0;
    for (let i = from; i < to; i += 1) {
      const key = cells[2 * i] ?? 0;
      const day = Math.floor(key / places);
      const level = levelOf(key - day * places);
      if (level === 0 || (cells[2 * i + 1] ?? 0) <= 0) continue;
      if (purchases[level] === 0) touched[n++] = level;
      else if (latest[level] === day) continue;
      purchases[level] = (purchases[level] ?? 0) + 1;
      latest[level] = day;
    }
    let home = 0;
    for (let t = 0; t < n; t += 1) {
      const level = touched[t] ?? 0;
      if (home === 0 || isBetter(level, home, { purchases, latest })) home = level;
    }
    for (let t = 0; t < n; t += 1) purchases[touched[t] ?? 0] = 0;
    return home - 1;
  };
}

function isBetter(
  level: number,
  than: number,
  { purchases, latest }: { readonly purchases: Int32Array; readonly latest: Int32Array },
): boolean {
  const more = (purchases[level] ?? 0) - (purchases[than] ?? 0);
  if (more !== 0) return more > 0;
  const later = (latest[level] ?? 0) - (latest[than] ?? 0);
  return later === 0 ? level < than : later > 0;
}

function endsOf(day: Int32Array): { readonly firstDay: number; readonly lastDay: number } {
  if (day.length === 0) return { firstDay: NaN, lastDay: NaN };
  let firstDay = day[0] ?? 0;
  let lastDay = firstDay;
  for (let at = 0; at < day.length; at += 1) {
    const on = day[at] ?? 0;
    if (on < firstDay) firstDay = on;
    if (on > lastDay) lastDay = on;
  }
  return { firstDay, lastDay };
}
