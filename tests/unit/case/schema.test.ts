import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assignCaseSchema,
  changeCaseSchema,
  duplicateQuestionSchema,
  logCaseSchema,
  queueSchema,
  severitySchema,
  walkSchema,
} from "@/lib/case/schema";
import { parseSearchParams } from "@/lib/shared/search-params";
import { anyText } from "../../support/any-text";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const OTHER = "0199aaaa-0000-7000-8000-000000000002";
const DEFAULTS = { sort: "received", order: "desc" };

describe("the queue's URL", () => {
  test("without parameters is the newest first", () => {
    expect(queueSchema.parse({})).toEqual(DEFAULTS);
  });

  test("is read", () => {
    const filter = {
      tab: "mine",
      kind: "grievance",
      state: "closed",
      channel: "portal",
      site: ID,
      unit: ID,
      owner: ID,
    };
    const rest = { from: "2026-05-01", to: "2028-02-29", sort: "severity", order: "asc", page: "abc" };
    const more = { escalated: "no", unheard: "14", updatedFrom: "2026-05-01", updatedTo: "2026-05-02", clock: "late" };
    const run = { run: ID };
    const several = { reporter: "staff,visitor", waiting: "unit", language: "pt-BR,en", tag: ID };
    expect(queueSchema.parse({ ...filter, severity: "3,1", ...rest, ...more, ...several, ...run })).toEqual({
      ...{ tab: "mine", kind: ["grievance"], state: ["closed"], channel: ["portal"] },
      ...{ site: [ID], unit: [ID], owner: [ID], severity: [3, 1] },
      ...rest,
      ...{ ...more, unheard: 14, ...run },
      ...{ reporter: ["staff", "visitor"], waiting: ["unit"], language: ["pt-BR", "en"], tag: [ID] },
    });
  });

  test("may name several kinds", () => {
    expect(queueSchema.parse({ kind: "complaint,concern" }).kind).toEqual(["complaint", "concern"]);
    expect(queueSchema.parse({ owner: `me,nobody,${ID},me`, unit: "none" })).toMatchObject({
      ...{ owner: ["me", "nobody", ID], unit: ["none"] },
    });
  });

  test.each([
    ["tab", ["", "Mine", "everything", "mine "]],
    ["kind", ["", "Complaint", "toString", "complaint,rant", "complaint,", "__proto__"]],
    ["state", ["", "open", "NEW"]],
    ["severity", ["", "0", "4", "1.5", "high", "-1", "NaN", "Infinity", "1e1000"]],
    ["channel", ["", "fax"]],
    ["site", ["", "1", "null", `${ID}x`, "' OR 1=1 --"]],
    ["unit", ["", "undefined"]],
    ["run", ["", "1", `${ID},${ID}`]],
    ["owner", ["", "Me", "none", `${ID},`]],
    ["tag", ["", "tag"]],
    ["reporter", ["", "Staff"]],
    ["waiting", ["", "yes"]],
    ["language", ["", "../en", "e", "en,", "x".repeat(40)]],
    ["cause", ["", "waiting", "safety,"]],
    ["answerFrom", ["", "2026-02-30"]],
    ["answerTo", ["", "today"]],
    ["acknowledgeFrom", ["", "2026-02-30"]],
    ["acknowledgeTo", ["", "today"]],
    ["counted", ["", "in_time", "upheld,found", "constructor"]],
    ["acknowledgedFrom", ["", "2026-02-30"]],
    ["acknowledgedTo", ["", "today"]],
    ["answeredFrom", ["", "2026-02-30"]],
    ["answeredTo", ["", "today"]],
    ["closedFrom", ["", "2026-02-30"]],
    ["closedTo", ["", "today"]],
    ["escalated", ["", "1", "YES"]],
    ["unheard", ["", "0", "-3", "1.5", "many", "1e9"]],
    ["updatedFrom", ["", "2026-02-30"]],
    ["updatedTo", ["", "now"]],
    [
      "from",
      ["", "yesterday", "2026-02-30", "2027-02-29", "2026-13-01", "12/05/2026", "2026-05-12T00:00", "-000001-01-01"],
    ],
    ["to", ["", "2026-5-1", "99999-01-01"]],
    ["sort", ["", "name", "constructor", "receivedAt"]],
    ["order", ["", "DESC", "random"]],
    ["page", ["x".repeat(601)]],
  ])("falls back where %s is none of ours", (key, values) => {
    for (const value of values)
      expect({ value, read: queueSchema.parse({ [key]: value }) }).toEqual({ value, read: DEFAULTS });
  });

  test("never breaks, whatever it holds", () => {
    const text = anyText(20);
    const value = fc.oneof(text, fc.constant(undefined), fc.array(text, { maxLength: 2 }));
    const key = fc.constantFrom(...Object.keys(queueSchema.shape), "x", "__proto__");
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4 }), (raw) => {
        expect(() => parseSearchParams(queueSchema, raw)).not.toThrow();
      }),
    );
  });
});

const form = {
  idempotencyKey: ID,
  siteId: ID,
  kind: "complaint",
  channel: "phone",
  reporterKind: "patient",
  words: "It was cold.",
  severity: "2",
};

function errorsOf(input: Record<string, unknown>) {
  const result = logCaseSchema.safeParse(input);
  return result.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
}

describe("the quick log", () => {
  test("needs six answers, and what is left out is none", () => {
    expect(logCaseSchema.parse(form)).toEqual({
      ...form,
      settledOnTheSpot: "unknown",
      namesStaff: false,
      severity: 2,
      reporterName: null,
      reporterContact: null,
      patientId: null,
      unitId: null,
      wanted: null,
    });
  });

  test.each([
    ["idempotencyKey", /^idempotencyKey: This link is not complete/],
    ["siteId", /^siteId: Choose a site/],
    ["kind", /^kind: Choose what this is/],
    ["channel", /^channel: Choose how it reached us/],
    ["reporterKind", /^reporterKind: Choose who is speaking/],
    ["words", /^words: What they said is needed/],
    ["severity", /^severity: Say how serious it sounds/],
  ])("says what is missing without %s, and nothing else", (field, message) => {
    const errors = errorsOf({ ...form, [field]: undefined });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });

  test.each([
    ["words", " \u200b\n", /needed/],
    ["words", "x".repeat(20_001), /1 characters? too long; the limit is 20,000/],
    ["words", "a\u0000b", /control character/],
    ["reporterName", "x".repeat(301), /too long; the limit is 300/],
    ["reporterName", "Jo\nPrice", /cannot be kept/],
    ["reporterContact", "x".repeat(201), /too long; the limit is 200/],
    ["wanted", "x".repeat(2_001), /too long; the limit is 2,000/],
    ["kind", "rant", /Choose what this is/],
    ["channel", "fax", /Choose how it reached us/],
    ["reporterKind", "nurse", /Choose who is speaking/],
    ["severity", "0", /Choose low, medium or high/],
    ["severity", "4", /Choose low, medium or high/],
    ["severity", "high", /Say how serious/],
    ["siteId", "1", /Choose a site/],
    ["unitId", "1", /not complete/],
    ["patientId", "1", /not complete/],
  ])("refuses %s of %j", (field, value, message) => {
    const errors = errorsOf({ ...form, [field]: value });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
    expect(errors[0]).toMatch(new RegExp(`^${field}:`));
  });

  test.each(["reporterName", "reporterContact", "wanted", "unitId", "patientId"])(
    "takes an empty %s for none",
    (field) => {
      expect(logCaseSchema.parse({ ...form, [field]: "" })).toMatchObject({ [field]: null });
    },
  );

  test("drops what is no field of it", () => {
    expect(logCaseSchema.parse({ ...form, ownerId: OTHER, state: "closed" })).not.toHaveProperty("ownerId");
  });
});

test.each(["1", "2", "3", 1, 2, 3])("severity %j is one", (value) => {
  expect(severitySchema.parse(value)).toBe(Number(value));
});

test("an assignment names who takes it, and whose it was or nobody", () => {
  expect(assignCaseSchema.parse({ caseId: ID, ownerId: OTHER, expectedOwnerId: "" })).toEqual({
    caseId: ID,
    ownerId: OTHER,
    expectedOwnerId: null,
  });
  expect(assignCaseSchema.safeParse({ caseId: ID, ownerId: "" }).error?.issues[0]?.message).toBe(
    "Choose who takes it.",
  );
});

describe("a change of a case", () => {
  const details = { about: "Cold food", severity: "1", unitId: "" };

  test("carries what the person saw", () => {
    const input = changeCaseSchema.parse({ caseId: ID, ...details, about: "Cold soup", base: details });
    expect(input).toEqual({
      caseId: ID,
      about: "Cold soup",
      namesStaff: false,
      severity: 1,
      unitId: null,
      base: { about: "Cold food", severity: 1, unitId: null, namesStaff: false },
    });
  });

  test.each([
    ["about", ""],
    ["about", "x".repeat(201)],
    ["severity", "5"],
    ["unitId", "ward"],
    ["namesStaff", "maybe"],
  ])("refuses %s of %j, in what is wanted and in what was seen", (field, value) => {
    expect(changeCaseSchema.safeParse({ caseId: ID, ...details, [field]: value, base: details }).success).toBe(false);
    const base = { ...details, [field]: value };
    expect(changeCaseSchema.safeParse({ caseId: ID, ...details, base }).success).toBe(false);
  });

  test("without what was seen is refused", () => {
    expect(changeCaseSchema.safeParse({ caseId: ID, ...details }).success).toBe(false);
  });
});

test("a question about duplicates may be empty", () => {
  expect(duplicateQuestionSchema.parse({ unitId: "" })).toMatchObject({ patientId: null, unitId: null });
});

describe("where one goes from a case", () => {
  test.each(["a\0b", "", "PR-26-004217", "pr-26-004217-8", "PR-26-004217-8,", "x".repeat(20)])(
    "is not asked of %j, which is no reference",
    (reference) => {
      expect(walkSchema.safeParse({ references: "", reference }).success).toBe(false);
    },
  );

  test("is asked of a reference, among those that are references", () => {
    const asked = { reference: "PR-26-004217-8", references: "PR-26-004217-8,a\0b,PR-26-004218-2" };
    expect(walkSchema.parse(asked)).toMatchObject({ references: ["PR-26-004217-8", "PR-26-004218-2"] });
  });
});
