/** Texts of a drawn chart with the box that each would fill, for tests of overlap and overflow. */
import { textWidth } from "../../src/charts/text-width.ts";

export interface PlacedText {
  readonly words: string;
  readonly sizePx: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface DrawnChart {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
}

export function drawnChart(svg: string): DrawnChart {
  const box = /viewBox="0 0 (\S+) (\S+)"/u.exec(svg);
  const texts = [
    ...svg.matchAll(/<text(?: class="([^"]*)")? x="(\S+)" y="(\S+)">([^<]*)<\/text>/gu),
  ];
  return {
    width: Number(box?.[1]),
    height: Number(box?.[2]),
    texts: texts.map(([, classes = "", x, y, words = ""]) => {
      const names = classes.split(" ");
      const sizePx = names.includes("big") ? 21 : 13;
      const width = textWidth(words, sizePx);
      const shift = names.includes("end") ? width : names.includes("mid") ? width / 2 : 0;
      const left = Number(x) - shift;
      // Cap height above the baseline, descenders below.
      return {
        words,
        sizePx,
        left,
        right: left + width,
        top: Number(y) - sizePx * 0.86,
        bottom: Number(y) + sizePx * 0.2,
      };
    }),
  };
}

export function overlapping(texts: readonly PlacedText[]): readonly string[] {
  return texts.flatMap((a, index) =>
    texts
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.words} / ${b.words}`),
  );
}

export function outside({ width, height, texts }: DrawnChart): readonly string[] {
  return texts
    .filter(
      ({ left, right, top, bottom }) =>
        left < -0.6 || right > width + 0.6 || top < 0 || bottom > height,
    )
    .map(({ words }) => words);
}
