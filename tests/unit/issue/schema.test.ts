import { describe, expect, test } from "vitest";
import { addIssueSchema, HcatCategory } from "@/lib/issue/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const form = { issueId: ID, caseId: ID, summary: "Cold food", severity: "1" };

describe("one more issue", () => {
  test("needs a line and how serious it is", () => {
    expect(addIssueSchema.parse(form)).toEqual({ ...form, severity: 1, category: null, unitId: null });
    expect(addIssueSchema.parse({ ...form, category: "", unitId: "" })).toMatchObject({ category: null, unitId: null });
  });

  test.each(Object.values(HcatCategory))("may be of the category %s", (category) => {
    expect(addIssueSchema.parse({ ...form, category }).category).toBe(category);
  });

  test.each([
    ["issueId", "1", /not complete/],
    ["caseId", undefined, /not complete/],
    ["summary", "  ", /What they raise is needed/],
    ["summary", "x".repeat(201), /limit is 200/],
    ["summary", "one\ntwo", /cannot be kept/],
    ["severity", undefined, /Say how serious/],
    ["severity", "0", /low, medium or high/],
    ["category", "noise", /Choose from the list/],
    ["unitId", "ward", /not complete/],
  ])("is refused for %s of %j", (field, value, message) => {
    const result = addIssueSchema.safeParse({ ...form, [field]: value });
    expect(result.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
    expect(result.error?.issues[0]?.message).toMatch(message);
  });
});
