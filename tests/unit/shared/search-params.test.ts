import { describe, expect, test } from "vitest";
import { z } from "zod";
import { hrefWith, parseSearchParams } from "@/lib/shared/search-params";

const schema = z.object({
  tab: z.enum(["mine", "all"]).catch("mine").default("mine"),
  kind: z.string().optional().catch(undefined),
});

describe("the parameters of a URL", () => {
  test.each([
    ["none", {}, { tab: "mine" }],
    ["a good one", { tab: "all" }, { tab: "all" }],
    ["a bad one", { tab: "everything" }, { tab: "mine" }],
    ["one given twice, of which the first counts", { tab: ["all", "mine"] }, { tab: "all" }],
    ["one given twice, the first bad", { tab: ["bad", "all"] }, { tab: "mine" }],
    ["an empty list", { tab: [] }, { tab: "mine" }],
    ["an unknown one", { colour: "red" }, { tab: "mine" }],
    ["one named like a part of every object", { constructor: "x", toString: "y" }, { tab: "mine" }],
  ])("%s", (_what, raw, expected) => {
    expect(parseSearchParams(schema, raw)).toEqual(expected);
  });
});

test.each([
  ["/cases", {}, "/cases"],
  ["/cases", { tab: "all", page: undefined, kind: null, unit: "" }, "/cases?tab=all"],
  ["/cases", { severity: 0 }, "/cases?severity=0"],
  ["/cases", { q: "a&b=c d/é" }, "/cases?q=a%26b%3Dc+d%2F%C3%A9"],
  ["/cases", { q: "#x" }, "/cases?q=%23x"],
])("a link to %s with %j is %s", (path, params, expected) => {
  expect(hrefWith(path, params)).toBe(expected);
});
