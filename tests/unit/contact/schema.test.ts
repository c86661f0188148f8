import { describe, expect, test } from "vitest";
import { addNoteSchema } from "@/lib/contact/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const form = { idempotencyKey: ID, caseId: ID, body: "Called back.\nShe was glad." };

describe("a note", () => {
  test("may have several lines", () => {
    expect(addNoteSchema.parse(form)).toEqual(form);
    expect(addNoteSchema.parse({ ...form, body: "one\r\ntwo" }).body).toBe("one\ntwo");
  });

  test.each([
    ["body", "", /A note is needed/],
    ["body", "\u200b\n\u00a0", /A note is needed/],
    ["body", "x".repeat(10_001), /limit is 10,000/],
    ["body", "a\u0007", /control character/],
    ["caseId", "1", /not complete/],
    ["idempotencyKey", undefined, /not complete/],
  ])("is refused for %s of %j", (field, value, message) => {
    const result = addNoteSchema.safeParse({ ...form, [field]: value });
    expect(result.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
    expect(result.error?.issues[0]?.message).toMatch(message);
  });

  test("may be exactly as long as its limit", () => {
    expect(addNoteSchema.safeParse({ ...form, body: "x".repeat(10_000) }).success).toBe(true);
  });
});
