import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { QueueChipForm } from "@/components/case/queue-filter";
import { type QueueFilterKey, queueSchema } from "@/lib/case/schema";
import { joinValues, parseSearchParams } from "@/lib/shared/search-params";

/** The boxes and buttons that change a filter, each with what it says and whether it is chosen. */
function controls(filterKey: QueueFilterKey, asked: Record<string, string>) {
  const filter = queueSchema.parse(asked);
  const given = { filter, filterKey, tab: "open", sites: [], owners: [], tags: [], languages: [] };
  const html = renderToStaticMarkup(createElement(QueueChipForm, given));
  return [...html.matchAll(/<input ([^>]*)>([^<]+)<\/label>/g)].map(([, attributes = "", label]) => ({
    type: /type="(\w+)"/.exec(attributes)?.[1],
    value: /value="([^"]*)"/.exec(attributes)?.[1],
    label,
    isChosen: / checked/.test(attributes),
  }));
}

describe("what holds of a case in one way only is chosen once, or not at all", () => {
  test.each([
    ["clock", { clock: "late" }, ["Any", "Late", "Due in 48 hours"], "Late"],
    ["clock", {}, ["Any", "Late", "Due in 48 hours"], "Any"],
    ["escalated", { escalated: "no" }, ["Any", "Escalated", "Not escalated"], "Not escalated"],
    ["escalated", {}, ["Any", "Escalated", "Not escalated"], "Any"],
  ] as const)("%s under %j", (key, asked, labels, chosen) => {
    const shown = controls(key, asked);
    expect(shown.map(({ label }) => label)).toEqual(labels);
    expect(new Set(shown.map(({ type }) => type))).toEqual(new Set(["radio"]));
    expect(shown.filter(({ isChosen }) => isChosen).map(({ label }) => label)).toEqual([chosen]);
    for (const { value } of shown) {
      expect(parseSearchParams(queueSchema, joinValues({ [key]: value }))[key]).toBe(value || undefined);
    }
  });

  test("of the others as many as one likes", () => {
    const shown = controls("severity", { severity: "2,3" });
    expect(shown.map(({ type }) => type)).toEqual(["checkbox", "checkbox", "checkbox"]);
    expect(shown.filter(({ isChosen }) => isChosen)).toHaveLength(2);
  });
});
