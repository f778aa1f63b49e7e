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
}

/** Order lines of one person at one location through one channel. */
export interface HistoryRow {
  readonly person: number;
  readonly location: number;
  readonly channel: number;
}

export interface LedgerBuilder {
  /** Begins a row; the lines that follow belong to it. */
  readonly row: (row: HistoryRow) => void;
  readonly line: (day: number, amount: number) => void;
  readonly finish: (persons: number) => DayLedger;
}

/** Collects histories in any order. */
export function ledgerBuilder(): LedgerBuilder {
  const rows = { person: [] as number[], location: [] as number[], channel: [] as number[] };
  const starts: number[] = [];
  let days = new Int32Array(1 << 12);
  let amounts = new Float64Array(1 << 12);
  let lines = 0;
  return {
    row: ({ person, location, channel }) => {
      rows.person.push(person);
      rows.location.push(location);
      rows.channel.push(channel);
      starts.push(lines);
    },
    line: (day, amount) => {
      if (lines === days.length) {
        days = grown(days, new Int32Array(lines * 2));
        amounts = grown(amounts, new Float64Array(lines * 2));
      }
      days[lines] = day;
      amounts[lines] = Math.round(amount * UNITS);
      lines += 1;
    },
    finish: (persons) => {
      starts.push(lines);
      return ledgerOf(persons, { ...rows, starts, days, amounts, lines });
    },
  };
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

interface RawHistory {
  readonly person: readonly number[];
  readonly location: readonly number[];
  readonly channel: readonly number[];
  readonly starts: readonly number[];
  readonly days: Int32Array;
  readonly amounts: Float64Array;
  readonly lines: number;
}

/** Columns that grow while persons are added, one after the other. */
interface Growing {
  readonly start: Int32Array;
  readonly day: Int32Array;
  readonly net: Float64Array;
  readonly spent: Float64Array;
}

function ledgerOf(persons: number, raw: RawHistory): DayLedger {
  const rowsOf = rowsByPerson(persons, raw.person);
  const start = new Int32Array(persons + 1);
  const day = new Int32Array(raw.lines);
  const net = new Float64Array(raw.lines);
  const spent = new Float64Array(raw.lines);
  const location = new Int32Array(persons).fill(-1);
  const channel = new Int32Array(persons).fill(-1);
  const sorter = lineSorter(raw);
  const locations = homeFinder(raw.location);
  const channels = homeFinder(raw.channel);
  for (let person = 0; person < persons; person += 1) {
    const rows = rowsOf.rows.subarray(rowsOf.start[person], rowsOf.start[person + 1]);
    const sorted = sorter(rows);
    addDays({ start, day, net, spent }, person, { sorted, raw });
    location[person] = locations(sorted, raw);
    channel[person] = channels(sorted, raw);
  }
  const end = start[persons] ?? 0;
  return {
    persons,
    start,
    day: day.slice(0, end),
    net: net.slice(0, end),
    spent: spent.slice(0, end),
    location,
    channel,
    lines: raw.lines,
  };
}

/** A person's lines by day: which line, and in which row of the history it stands. */
interface SortedLines {
  readonly n: number;
  readonly line: Int32Array;
  readonly row: Int32Array;
}

/** Sorts the lines of a person by day; what it gives is good until it is called again. */
function lineSorter({ starts, days, lines }: RawHistory): (rows: Int32Array) => SortedLines {
  const keys = new Float64Array(lines);
  const unsorted = { line: new Int32Array(lines), row: new Int32Array(lines) };
  const line = new Int32Array(lines);
  const row = new Int32Array(lines);
  return (rows) => {
    let n = 0;
    for (const at of rows) {
      for (let i = starts[at] ?? 0; i < (starts[at + 1] ?? 0); i += 1) {
        unsorted.line[n] = i;
        unsorted.row[n] = at;
        n += 1;
      }
    }
    for (let k = 0; k < n; k += 1) keys[k] = (days[unsorted.line[k] ?? 0] ?? 0) * n + k;
    sortNumbers(keys, n);
    for (let k = 0; k < n; k += 1) {
      const key = keys[k] ?? 0;
      const from = key - Math.floor(key / n) * n;
      line[k] = unsorted.line[from] ?? 0;
      row[k] = unsorted.row[from] ?? 0;
    }
    return { n, line, row };
  };
}

/** Most persons have few lines: for those, insertion beats a call of the general sort. */
function sortNumbers(keys: Float64Array, n: number): void {
  if (n > 24) {
    keys.subarray(0, n).sort();
    return;
  }
  for (let i = 1; i < n; i += 1) {
    const key = keys[i] ?? 0;
    let j = i;
    for (; j > 0 && (keys[j - 1] ?? 0) > key; j -= 1) keys[j] = keys[j - 1] ?? 0;
    keys[j] = key;
  }
}

function addDays(
  { start, day, net, spent }: Growing,
  person: number,
  { sorted, raw }: { readonly sorted: SortedLines; readonly raw: RawHistory },
): void {
  const first = start[person] ?? 0;
  let at = first - 1;
  for (let k = 0; k < sorted.n; k += 1) {
    const line = sorted.line[k] ?? 0;
    const on = raw.days[line] ?? 0;
    const amount = raw.amounts[line] ?? 0;
    if (at < first || day[at] !== on) at += 1;
    day[at] = on;
    net[at] = (net[at] ?? 0) + amount;
    if (amount > 0) spent[at] = (spent[at] ?? 0) + amount;
  }
  start[person + 1] = at + 1;
}

/** Finds the level at which most purchases were; ties go to the latest, then to the name. */
function homeFinder(
  levelOfRow: readonly number[],
): (sorted: SortedLines, raw: RawHistory) => number {
  const levels = levelOfRow.reduce((most, level) => Math.max(most, level), -1) + 1;
  const purchases = new Int32Array(levels);
  const latest = new Int32Array(levels);
  const touched: number[] = [];
  return ({ n, line, row }, { days, amounts }) => {
    touched.length = 0;
    for (let k = 0; k < n && levels > 0; k += 1) {
      const level = levelOfRow[row[k] ?? 0] ?? -1;
      const at = line[k] ?? 0;
      if (level < 0 || (amounts[at] ?? 0) <= 0) continue;
      const isNew = purchases[level] === 0;
      if (isNew) touched.push(level);
      if (!isNew && latest[level] === days[at]) continue;
      purchases[level] = (purchases[level] ?? 0) + 1;
      latest[level] = days[at] ?? 0;
    }
    let home = -1;
    for (const level of touched) {
      if (home < 0 || isBetter(level, home, { purchases, latest })) home = level;
    }
    for (const level of touched) purchases[level] = 0;
    return home;
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

/** Row numbers sorted by person, by counting. */
function rowsByPerson(
  persons: number,
  person: readonly number[],
): { readonly start: Int32Array; readonly rows: Int32Array } {
  const start = new Int32Array(persons + 1);
  for (const p of person) start[p + 1] = (start[p + 1] ?? 0) + 1;
  for (let p = 0; p < persons; p += 1) start[p + 1] = (start[p + 1] ?? 0) + (start[p] ?? 0);
  const next = start.slice();
  const rows = new Int32Array(person.length);
  for (const [row, p] of person.entries()) {
    const at = next[p] ?? 0;
    rows[at] = row;
    next[p] = at + 1;
  }
  return { start, rows };
}
