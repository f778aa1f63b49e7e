/** Our own glyphs: the change bar of a number block and the strip of a table row. */
import type { ChangeBar, StripRow, StripTable } from "../reports/report.ts";
import { escapeText, px } from "./svg.ts";

const SPAN = 240;

/** Band and dot against zero. Band clear of zero = a real change: the glyph is the test itself. */
export function drawChangeBar(bar: ChangeBar): string {
  const at = (value: number) => px(((Math.min(Math.max(value / bar.max, -1), 1) + 1) / 2) * SPAN);
  return (
    `<svg class="bar" viewBox="0 0 ${SPAN} 22" preserveAspectRatio="none" role="img" aria-label="${escapeText(bar.text)}">` +
    `<path class="grid-line" d="M0 11H${SPAN}"/>` +
    `<path class="thick s-${bar.tone}-band" d="M${at(bar.low)} 11H${at(bar.high)}"/>` +
    `<path class="zero" d="M${SPAN / 2} 2V20"/>` +
    `<path class="dotcap s-${bar.tone}" d="M${at(bar.value)} 11h.01"/></svg>`
  );
}

/** The picture column of a table: gridlines, dashed target, band and dot; thin groups stay hollow. */
export function drawStrip(row: StripRow, { axis, target }: StripTable): string {
  const share = (value: number) =>
    Math.min(Math.max((value - axis.min) / (axis.max - axis.min || 1), 0), 1) * 100;
  const at = (value: number) => px(share(value));
  const grid = axis.ticks.map((tick) => `M${at(tick.at)} 0v28`).join("");
  const goal = target === null ? "" : `<path class="target" d="M${at(target.at)} 0v28"/>`;
  return (
    `<svg viewBox="0 0 100 28" preserveAspectRatio="none" role="img" aria-label="${escapeText(row.text)}">` +
    `<path class="grid-line" d="${grid}"/>${goal}${stripMarks(row, at)}${otherMark(row, at)}</svg>`
  );
}

/** A point with square ends, so that it stays a square at any width. */
function otherMark({ mark }: StripRow, at: (value: number) => string): string {
  if (mark === undefined) return "";
  const x = at(mark.at);
  return `<path class="othercap" d="M${x} 14h.01"/><path class="othercore" d="M${x} 14h.01"/>`;
}

function stripMarks(row: StripRow, at: (value: number) => string): string {
  const { value, low, high, tone } = row;
  const thin = row.state === "thin";
  const range =
    low === null || high === null
      ? ""
      : `<path class="${thin ? "thin-range" : `thick s-${tone}-band`}" d="M${at(low)} 14H${at(high)}"/>`;
  if (value === null) return range;
  const dot = `M${at(value)} 14h.01`;
  return thin
    ? `${range}<path class="dotcap s-context" d="${dot}"/><path class="dotcore" d="${dot}"/>`
    : `${range}<path class="dotcap s-${tone}" d="${dot}"/>`;
}
