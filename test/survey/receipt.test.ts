import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idsOf, receiptOf } from "../../src/survey/receipt.ts";

describe("idsOf(receipt)", () => {
  it("gives the ids between which those of a receipt lie, all 88 other bits free", () => {
    // Z is 31: eight of them are 40 bits that are 1.
    expect(idsOf("ZZZZ-ZZZZ")).toEqual([
      "ffffffff-ff00-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ]);
    // 1 is the last bit of the first five: 00001 followed by 35 zeros is 2^35, 08 and four bytes 0.
    expect(idsOf("1000-0000")?.[0]).toBe("08000000-0000-0000-0000-000000000000");
  });

  it("is the inverse of receiptOf for every UUID", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const receipt = receiptOf(id);
        const [first, last] = idsOf(receipt)!;
        expect(first <= id && id <= last).toBe(true);
        expect([receiptOf(first), receiptOf(last)]).toEqual([receipt, receipt]);
        expect([first.slice(0, 11), last.slice(0, 11)]).toEqual([id.slice(0, 11), id.slice(0, 11)]);
      }),
    );
  });

  it.each(["7wjg-9r2f", " 7WJG 9R2F\t", "7WJG9R2F", "7WJG–9R2F", "7W-JG-9R-2F"])(
    "reads %j as people type it",
    (typed) => expect(idsOf(typed)).toEqual(idsOf("7WJG-9R2F")),
  );

  it("reads O as 0, I and L as 1, which stand in no number", () => {
    expect(idsOf("oOiI-lL00")).toEqual(idsOf("0011-1100"));
  });

  it.each(["", "7WJG-9R2", "7WJG-9R2F0", "7WJG-9R2U", "7WJG-9R2%", "7WJG_9R2F", "贵".repeat(8)])(
    "gives null for %j",
    (typed) => expect(idsOf(typed)).toBeNull(),
  );
});
