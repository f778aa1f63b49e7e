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
  readonly byDay: DaySums;
}

/** What each day comes to, from the first to the last with lines. */
export interface DaySums {
  /** Net of all lines. */
  readonly net: Float64Array;
  readonly persons: Int32Array;
  /** Persons with a purchase. */
  readonly buyers: Int32Array;
}

/** Names of locations and channels in the order of code points. */
export interface Levels {
  readonly location: readonly string[];
  readonly channel: readonly string[];
}

export interface LedgerTask {
  readonly levels: Levels;
  /** Level of the location and of the channel of each place that lines name; -1 for none. */
  readonly places: readonly (readonly [location: number, channel: number])[];
}

export interface LedgerBuilder {
  /** The lines of the next person: records of `ListBatch.words`, from one to before another. */
  readonly person: (words: Int32Array, from: number, to: number) => void;
  readonly finish: () => DayLedger;
}

/**
 * Lines of one person. A line is two numbers side by side: first the day and the place in one
 * (`day * places + place`), then the amount.
 */
interface Lines {
  cells: Float64Array;
  n: number;
  readonly places: number;
}

/** Columns that are filled from the front and widened on the way. */
interface Growing {
  start: Int32Array;
  location: Int32Array;
  channel: Int32Array;
  day: Int32Array;
  net: Float64Array;
  spent: Float64Array;
  persons: number;
  lines: number;
}

const FIRST_LENGTH = 1024;
/** Much at a time: memory that is never written to costs nothing, and copying does. */
const GROWTH = 4;

/** Takes the lines of one person after the other. */
export function ledgerBuilder({ levels, places }: LedgerTask): LedgerBuilder {
  const lines: Lines = { cells: new Float64Array(1024), n: 0, places: places.length };
  const ledger = emptyLedger();
  const locationHome = homeFinder(levels.location.length, (at) => places[at]?.[0] ?? -1);
  const channelHome = homeFinder(levels.channel.length, (at) => places[at]?.[1] ?? -1);
  return {
    person: (words, from, to) => {
      takeLines(lines, words, [from, to]);
      sortLines(lines.cells, lines.n);
      const { persons } = ledger;
      makeRoom(ledger, lines.n);
      ledger.start[persons + 1] = addDays(ledger, lines);
      ledger.location[persons] = locationHome(lines);
      ledger.channel[persons] = channelHome(lines);
      ledger.persons += 1;
      ledger.lines += lines.n;
    },
    finish: () => finished(ledger),
  };
}

function emptyLedger(): Growing {
  return {
    start: new Int32Array(FIRST_LENGTH),
    location: new Int32Array(FIRST_LENGTH),
    channel: new Int32Array(FIRST_LENGTH),
    day: new Int32Array(FIRST_LENGTH),
    net: new Float64Array(FIRST_LENGTH),
    spent: new Float64Array(FIRST_LENGTH),
    persons: 0,
    lines: 0,
  };
}

/** Room for one more person with at most so many days. */
function makeRoom(ledger: Growing, days: number): void {
  const { persons } = ledger;
  if (persons + 2 > ledger.start.length) {
    const length = GROWTH * (persons + 2);
    ledger.start = copied(ledger.start, new Int32Array(length));
    ledger.location = copied(ledger.location, new Int32Array(length));
    ledger.channel = copied(ledger.channel, new Int32Array(length));
  }
  const end = (ledger.start[persons] ?? 0) + days;
  if (end > ledger.day.length) {
    const length = GROWTH * end;
    ledger.day = copied(ledger.day, new Int32Array(length));
    ledger.net = copied(ledger.net, new Float64Array(length));
    ledger.spent = copied(ledger.spent, new Float64Array(length));
  }
}

function copied<Column extends Int32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** Copies the lines of a person; entries without a place are none. */
function takeLines(lines: Lines, words: Int32Array, [from, to]: readonly [number, number]): void {
  if (2 * (to - from) > lines.cells.length) lines.cells = new Float64Array(4 * (to - from));
  const { cells, places } = lines;
  let n = 0;
  for (let at = 4 * from; at < 4 * to; at += 4) {
    const place = words[at] ?? 0;
    if (place < 0) continue;
    cells[2 * n] = (words[at + 1] ?? 0) * places + place;
    cells[2 * n + 1] = (words[at + 3] ?? 0) * 2 ** 32 + ((words[at + 2] ?? 0) >>> 0);
    n += 1;
  }
  lines.n = n;
}

function finished(ledger: Growing): DayLedger {
  const { persons, lines } = ledger;
  const end = ledger.start[persons] ?? 0;
  const days = {
    day: ledger.day.subarray(0, end),
    net: ledger.net.subarray(0, end),
    spent: ledger.spent.subarray(0, end),
  };
  const ends = endsOf(days.day);
  return {
    persons,
    start: ledger.start.subarray(0, persons + 1),
    ...days,
    location: ledger.location.slice(0, persons),
    channel: ledger.channel.slice(0, persons),
    lines,
    ...ends,
    byDay: daySums(days, ends),
  };
}

/** Sorts lines by day. Most persons have few: for those, insertion beats the general sort. */
function sortLines(cells: Float64Array, n: number): void {
  if (n > 48) {
    sortMany(cells, n);
    return;
  }
  for (let i = 1; i < n; i += 1) {
    const key = cells[2 * i] ?? 0;
    const amount = cells[2 * i + 1] ?? 0;
    let j = i;
    for (; j > 0 && (cells[2 * j - 2] ?? 0) > key; j -= 1) {
      cells[2 * j] = cells[2 * j - 2] ?? 0;
      cells[2 * j + 1] = cells[2 * j - 1] ?? 0;
    }
    cells[2 * j] = key;
    cells[2 * j + 1] = amount;
  }
}

function sortMany(cells: Float64Array, n: number): void {
  const old = cells.slice(0, 2 * n);
  const order = Uint32Array.from({ length: n }, (_, at) => at);
  order.sort((a, b) => (old[2 * a] ?? 0) - (old[2 * b] ?? 0));
  for (const [at, was] of order.entries()) {
    cells[2 * at] = old[2 * was] ?? 0;
    cells[2 * at + 1] = old[2 * was + 1] ?? 0;
  }
}

/** Sums the lines of each day; gives the count of entries after them. */
function addDays(
  { start, day, net, spent, persons }: Growing,
  { cells, n, places }: Lines,
): number {
  const end = start[persons] ?? 0;
  let at = end - 1;
  for (let i = 0; i < n; i += 1) {
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
function homeFinder(levels: number, levelOf: (place: number) => number): (lines: Lines) => number {
  const purchases = new Int32Array(levels);
  const latest = new Int32Array(levels);
  const touched = new Int32Array(levels);
  return ({ cells, n: count, places }) => {
    if (levels === 0) return -1;
    let n = 0;
    for (let i = 0; i < count; i += 1) {
      const key = cells[2 * i] ?? 0;
      const day = Math.floor(key / places);
      const level = levelOf(key - day * places);
      if (level < 0 || (cells[2 * i + 1] ?? 0) <= 0) continue;
      if (purchases[level] === 0) touched[n++] = level;
      else if (latest[level] === day) continue;
      purchases[level] = (purchases[level] ?? 0) + 1;
      latest[level] = day;
    }
    let home = -1;
    for (let t = 0; t < n; t += 1) {
      const level = touched[t] ?? 0;
      if (home < 0 || isBetter(level, home, { purchases, latest })) home = level;
    }
    for (let t = 0; t < n; t += 1) purchases[touched[t] ?? 0] = 0;
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

type Ends = Pick<DayLedger, "firstDay" | "lastDay">;

function endsOf(day: Int32Array): Ends {
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

function daySums(
  { day, net, spent }: Pick<DayLedger, "day" | "net" | "spent">,
  { firstDay, lastDay }: Ends,
): DaySums {
  const length = Number.isNaN(firstDay) ? 0 : lastDay - firstDay + 1;
  const sums = new Float64Array(length);
  const persons = new Int32Array(length);
  const buyers = new Int32Array(length);
  for (let at = 0; at < day.length; at += 1) {
    const place = (day[at] ?? 0) - firstDay;
    sums[place] = (sums[place] ?? 0) + (net[at] ?? 0);
    persons[place] = (persons[place] ?? 0) + 1;
    if ((spent[at] ?? 0) > 0) buyers[place] = (buyers[place] ?? 0) + 1;
  }
  return { net: sums, persons, buyers };
}
