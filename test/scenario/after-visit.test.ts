import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SurveyDefinition } from "../../src/survey/definition.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { respondent } from "./respondent.ts";

const { surveys } = readSettings(join(process.cwd(), "content"));
const survey = surveys.find(({ id }) => id === "after-visit") as SurveyDefinition;
/** Each guest is asked two of six blocks; these guests are asked these. */
const blocks = { blocks: "expectation|trust" };
const items = ["taste", "wait", "staff", "environment", "price"];

describe("after-visit", () => {
  it("asks a satisfied guest eight questions, items one by one, and no reasons", () => {
    const guest = respondent(survey, blocks);
    guest.expectStep("satisfaction");
    guest.expectPlace(1, 8);
    guest.answer(5);
    guest.next();
    for (const item of items) {
      guest.expectStep(`aspects.${item}`);
      guest.answer(item === "wait" ? 0 : 4);
      guest.next();
    }
    guest.expectStep("overall.expected");
    guest.answer(3);
    guest.next();
    guest.expectStep("overall.perceived");
    guest.answer(5);
    guest.next();
    for (const half of ["expected", "perceived"]) {
      guest.expectStep(`deserved.${half}`);
      guest.answer(4);
      guest.next();
    }
    for (const item of ["reliability", "competence", "closeness", "sincere", "delight"]) {
      guest.expectStep(`trust.${item}`);
      guest.next();
    }
    guest.expectStep("return");
    guest.answer(5);
    guest.next();
    guest.expectStep("recommend");
    guest.expectPlace(7, 8);
    guest.answer(10);
    guest.next();
    guest.expectStep("consent");
    guest.answer("yes");
    guest.next();
    guest.expectStep(null);
    guest.expectFaults();
    guest.expectCells({
      satisfaction: "5",
      aspects_wait: "0",
      overall_expected: "3",
      overall_perceived: "5",
      deserved_perceived: "4",
      trust_closeness: "",
      ease_easy: "",
      reasons: "",
      consent: "yes",
    });
  });

  it("asks a dissatisfied guest what went wrong, and forgets it when the guest thinks better of it", () => {
    const guest = respondent(survey, blocks);
    guest.answer(2);
    guest.expectPlace(1, 10);
    for (let step = 0; step < 15; step += 1) guest.next();
    guest.expectStep("return");
    guest.answer(3);
    guest.next();
    guest.answer(4);
    guest.next();
    guest.expectStep("reasons");
    guest.answer(["wait", "price"]);
    guest.next();
    guest.answer("等了四十分钟");
    guest.expectCells({ reasons: "wait|price", why: "等了四十分钟" });
    for (let step = 0; step < 18; step += 1) guest.back();
    guest.expectStep("satisfaction");
    guest.answer(4);
    guest.expectPlace(1, 8);
    guest.expectCells({ reasons: "", why: "" });
  });

  it("goes back the way it came, with what was answered", () => {
    const guest = respondent(survey, blocks);
    guest.answer(3);
    guest.next();
    guest.next();
    guest.expectStep("aspects.wait");
    guest.back();
    guest.back();
    guest.expectStep("satisfaction");
    guest.expectAnswer("satisfaction", 3);
    guest.answer(5);
    guest.expectPlace(1, 8);
  });

  it("does not let a guest send without the three required questions", () => {
    const guest = respondent(survey, blocks);
    guest.expectFaults("satisfaction unanswered", "return unanswered", "recommend unanswered");
    guest.answer(1);
    guest.expectFaults("return unanswered", "recommend unanswered");
    expect(() => guest.answer(null)).not.toThrow();
    guest.expectFaults("satisfaction unanswered", "return unanswered", "recommend unanswered");
  });
});
