import { describe, expect, test } from "vitest";
import { replyTime, type CaseReply } from "../../src/metrics/reply-time.ts";
import { metricContract } from "../support/metric-contract.ts";

const hour = 3_600_000;
const asOf = 1000 * hour;

/** Opened so many hours before asOf, replied to after so many. */
function opened(hoursAgo: number, repliedAfter: number | null): CaseReply {
  const openedAt = asOf - hoursAgo * hour;
  return { openedAt, firstReplyAt: repliedAfter === null ? null : openedAt + repliedAfter * hour };
}

const cases = [
  opened(100, 2),
  opened(90, 24),
  opened(80, 25),
  opened(70, null),
  opened(10, null),
  opened(5, 1),
];

describe("replyTime(cases, asOf)", () => {
  metricContract<CaseReply, ReturnType<typeof replyTime>>({
    metric: (rows) => replyTime(rows, asOf),
    headline: ({ within }) => within,
    rows: cases,
    missing: opened(-1, null),
  });

  test("of four cases past their 24 hours two were replied to in time", () => {
    const { within, cases: all, open, overdue } = replyTime(cases, asOf);
    expect(within).toMatchObject({ value: 0.5, n: 4 });
    expect([all, open, overdue]).toEqual([6, 2, 1]);
  });

  test("a young case counts on neither side, replied to or not", () => {
    expect(replyTime([opened(5, 1), opened(5, null)], asOf).within.value).toBeNull();
    expect(replyTime([opened(24, 1)], asOf).within.n).toBe(1);
  });

  test("an open case counts as a miss when its deadline has passed", () => {
    expect(replyTime([opened(24.01, null)], asOf).within.value).toBe(0);
  });

  test("a reply after asOf is not known yet", () => {
    const { within, open } = replyTime([opened(30, 40)], asOf);
    expect([within.value, open]).toEqual([0, 1]);
  });

  test("the curve: at risk 6, 5 at 2 h, 3 at 24 h, 2 at 25 h; the median is 24 h", () => {
    const { waiting, medianHours } = replyTime(cases, asOf);
    // Replies after 1, 2, 24, 25 hours; the open wait 10 and 70.
    const shares = [1, 5 / 6, 4 / 6, (4 / 6) * (2 / 3), (4 / 6) * (1 / 3)];
    expect(waiting.map(({ hours }) => hours)).toEqual([0, 1, 2, 24, 25]);
    for (const [i, share] of shares.entries()) expect(waiting[i]!.share).toBeCloseTo(share, 12);
    expect(medianHours).toBe(24);
  });

  test("when fewer than half were replied to there is no median", () => {
    expect(
      replyTime([opened(50, 2), opened(50, null), opened(60, null)], asOf).medianHours,
    ).toBeNull();
  });

  test("another deadline: within 1 hour", () => {
    expect(replyTime(cases, asOf, { hours: 1 }).within).toMatchObject({ value: 1 / 6, n: 6 });
  });

  test("a reply before the opening waited 0", () => {
    expect(replyTime([opened(50, -3)], asOf)).toMatchObject({
      medianHours: 0,
      within: { value: 1 },
    });
  });

  test("a long curve is thinned to about 100 points and keeps its end", () => {
    const many = Array.from({ length: 950 }, (_, i) => opened(999, (i + 1) / 10));
    const { waiting } = replyTime(many, asOf);
    expect(waiting.length).toBeLessThanOrEqual(102);
    expect(waiting.at(-1)).toMatchObject({ hours: 95, share: 0 });
  });
});
