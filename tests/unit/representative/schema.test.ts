import { describe, expect, test } from "vitest";
import { addRepresentativeSchema, endRepresentativeSchema } from "@/lib/representative/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const FORM = { representativeId: ID, patientId: ID, name: "Jo Price", basis: "advocate", extent: "everything" };

function problems(form: Record<string, string>): string[] {
  const result = addRepresentativeSchema.safeParse({ ...FORM, ...form });
  return result.success ? [] : result.error.issues.map(({ path }) => path.join("."));
}

describe("a representative", () => {
  test.each<[string, Record<string, string>, string[]]>([
    ["with what is needed", {}, []],
    ["without a name", { name: " " }, ["name"]],
    ["on no ground", { basis: "" }, ["basis"]],
    ["of no extent", { extent: "all" }, ["extent"]],
    ["for one case, without it", { extent: "this_case" }, ["caseId"]],
    ["for one case", { extent: "this_case", caseId: ID }, []],
    ["as agreed, without what", { extent: "as_agreed", agreed: " " }, ["agreed"]],
    ["that ends before it begins", { startsOn: "2026-05-02", expiresOn: "2026-05-01" }, ["expiresOn"]],
    ["of one day", { startsOn: "2026-05-01", expiresOn: "2026-05-01" }, []],
    ["until a day that is none", { expiresOn: "2026-02-30" }, ["expiresOn"]],
    ["until a year that is a slip", { expiresOn: "0202-02-20" }, ["expiresOn"]],
  ])("%s", (_what, form, expected) => {
    expect(problems(form)).toEqual(expected);
  });

  test("keeps neither a case nor an agreement that its extent does not speak of", () => {
    const parsed = addRepresentativeSchema.parse({ ...FORM, caseId: ID, agreed: "Times only" });
    expect(parsed).toMatchObject({ caseId: null, agreed: null });
  });

  test("ends with a reason", () => {
    expect(endRepresentativeSchema.safeParse({ representativeId: ID, reason: "" }).success).toBe(false);
  });
});
