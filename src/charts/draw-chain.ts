/** A chain of five boxes: a solid link is clear, a dashed one is not seen, an open one has no data. */
import type { ChainChart } from "./chart.ts";
import { path, picture, px, text, WIDTH } from "./svg.ts";
import { textWidth, wrapLines } from "./text-width.ts";

const BOX = 38;
const LINK = 56;
const SPINE = 40;
const LINE = 17;

type Link = ChainChart["links"][number];

const lines: Readonly<Record<Link["state"], string>> = {
  clear: "line s-data",
  unclear: "line s-context w1 dash",
  missing: "line s-context w1 dash",
};

const words: Readonly<Record<Link["state"], string>> = {
  clear: "strong",
  unclear: "ink",
  missing: "",
};

export function drawChain({ boxes, links }: ChainChart, label: string): string {
  const top = (at: number) => 1 + at * (BOX + LINK);
  return picture(
    top(boxes.length - 1) + BOX + 1,
    label,
    [
      path("line s-context w1", boxes.map((_, at) => frame(top(at))).join("")),
      ...boxes.flatMap(({ label: name, text: value }, at) => [
        text(12, top(at) + BOX / 2 + 5, name, { classes: "ink" }),
        text(WIDTH - 12, top(at) + BOX / 2 + 5, value, { at: "end", classes: "strong" }),
      ]),
      ...links.flatMap((link, at) => drawLink(link, top(at) + BOX)),
    ].join(""),
  );
}

function frame(y: number): string {
  return `M1 ${px(y)}H${WIDTH - 1}V${px(y + BOX)}H1z`;
}

/** The arrow down to the next box, with what is known of it beside. */
function drawLink({ text: value, note, state }: Link, y: number): readonly string[] {
  const end = y + LINK - 5;
  const left = SPINE + 18;
  const room = WIDTH - left;
  const inOne = textWidth(value) * 1.06 + 10 + textWidth(note) <= room;
  const rest = inOne ? [] : wrapLines(note, room).slice(0, 2);
  const first = y + LINK / 2 + 5 - ((rest.length === 0 ? 1 : 1 + rest.length) - 1) * (LINE / 2);
  return [
    path(lines[state], `M${SPINE} ${px(y + 5)}V${px(end)}`),
    path(
      state === "clear" ? "line s-data" : "line s-context w1",
      `M${SPINE - 5} ${px(end - 6)}L${SPINE} ${px(end)}L${SPINE + 5} ${px(end - 6)}`,
    ),
    text(left, first, value, { classes: words[state] }),
    ...(inOne ? [text(left + textWidth(value) * 1.06 + 10, first, note)] : []),
    ...rest.map((line, at) => text(left, first + (at + 1) * LINE, line)),
  ].filter((each) => each !== "");
}
