/** A hundred people, ten a row: solid did, hollow only said, grey did without saying, dashed neither. */
import type { PeopleChart } from "./chart.ts";
import { path, picture, px } from "./svg.ts";

type Mark = PeopleChart["groups"][number]["mark"];

const STEP = 32.8;
const FIRST = 16;
const CLASSES: Readonly<Record<Mark, string>> = {
  solid: "person s-data",
  hollow: "person-ring s-bad",
  grey: "person s-context",
  dashed: "person-gone s-context",
};

export function drawPeople(chart: PeopleChart, label: string): string {
  let person = 0;
  const groups = chart.groups.map(({ count, mark }) => {
    const marks = Array.from({ length: count }, () => onePerson(mark, person++));
    return path(CLASSES[mark], marks.join(""));
  });
  const rows = Math.max(1, Math.ceil(person / 10));
  return picture(FIRST * 2 + STEP * (rows - 1), label, groups.join(""));
}

/** The mark of the key beside the picture. */
export function drawPersonMark(mark: Mark): string {
  const size = 34;
  const d = mark === "solid" || mark === "grey" ? dot(17, 17) : ring(17, 17, radiusOf(mark));
  return `<svg class="mark" viewBox="0 0 ${size} ${size}" aria-hidden="true">${path(CLASSES[mark], d)}</svg>`;
}

function onePerson(mark: Mark, index: number): string {
  const x = FIRST + STEP * (index % 10);
  const y = FIRST + STEP * Math.floor(index / 10);
  return mark === "solid" || mark === "grey" ? dot(x, y) : ring(x, y, radiusOf(mark));
}

/** A line of no length with a round cap is a dot: eight characters instead of forty. */
function dot(x: number, y: number): string {
  return `M${px(x)} ${px(y)}h0`;
}

function ring(x: number, y: number, radius: number): string {
  return `M${px(x - radius)} ${px(y)}a${radius} ${radius} 0 1 1 0 .01z`;
}

function radiusOf(mark: Mark): number {
  return mark === "hollow" ? 9.5 : 10;
}
