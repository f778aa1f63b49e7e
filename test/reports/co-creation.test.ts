import { describe, expect, it } from "vitest";
import { NO_TOPIC, topicPlace } from "../../src/survey/topic.ts";
import { openSample } from "../support/open-test-company.ts";
import { blocksOf } from "../support/report-faults.ts";

describe("coCreationReport(story)", () => {
  it.each(["zh-CN", "en"])(
    "gives each topic a place of its own, and a way to it: %s",
    async (locale) => {
      const { reports, figures } = await openSample();
      const report = reports.find((each) => each.locale === locale && each.id === "co-creation")!;
      const shown = figures.filter(({ id, value }) => id === "co-creation.topic" && value !== null);
      const places = blocksOf(report).flatMap((block) =>
        block.kind === "list" ? block.items.map(({ id }) => id) : [],
      );
      expect(shown.length).toBeGreaterThan(3);
      expect(places.toSorted()).toEqual(shown.map(({ by }) => topicPlace(by["topic"]!)).toSorted());
      const [lookup, ...others] = blocksOf(report).filter(({ kind }) => kind === "lookup");
      expect(others).toEqual([]);
      expect(lookup).toMatchObject({ action: `/${locale}/topic/`, none: { id: NO_TOPIC } });
    },
  );
});
