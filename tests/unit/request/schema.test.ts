import { describe, expect, test } from "vitest";
import { answerRequestSchema, askUnitSchema, requestListSchema } from "@/lib/request/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const ASKED = { idempotencyKey: ID, caseId: ID, unitId: ID, question: "Who was on duty?", due: "2026-05-13T17:00" };

describe("what asks a unit", () => {
  test("shares nothing unless it is ticked", () => {
    expect(askUnitSchema.parse({ ...ASKED, sharesWords: "on" })).toEqual({
      ...ASKED,
      sharesWords: true,
      sharesPatient: false,
      sharesIssues: false,
    });
  });

  test.each([
    ["unitId", "", "Choose the unit to ask."],
    ["question", " ", "A question is needed."],
    ["question", "x".repeat(2_001), /1 character too long/],
    ["due", "", /by when/],
    ["due", "tomorrow", /by when/],
    ["due", "2026-05-13", /by when/],
  ])("is refused beside its field: %s %j", (field, value, words) => {
    const parsed = askUnitSchema.safeParse({ ...ASKED, [field]: value });
    const message = parsed.error?.issues.find(({ path }) => path[0] === field)?.message;
    expect(message).toMatch(words);
  });

  test.each(["unitId", "question", "due"])("says in words that %s is missing", (field) => {
    const parsed = askUnitSchema.safeParse({ ...ASKED, [field]: undefined });
    expect(parsed.error?.issues[0]?.message).not.toMatch(/expected|received/i);
  });
});

test("an answer keeps its lines, and is needed", () => {
  expect(answerRequestSchema.parse({ requestId: ID, answer: "Yes.\r\n\nNo." }).answer).toBe("Yes.\n\nNo.");
  expect(answerRequestSchema.safeParse({ requestId: ID, answer: "\u200b" }).success).toBe(false);
});

test.each([
  [{}, { tab: "open", page: undefined }],
  [{ tab: "late" }, { tab: "late", page: undefined }],
  [
    { tab: "no", page: "x".repeat(601) },
    { tab: "open", page: undefined },
  ],
])("the address of the list %j is read as %j", (raw, filter) => {
  expect(requestListSchema.parse(raw)).toEqual(filter);
});
