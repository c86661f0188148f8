import { describe, expect, test } from "vitest";
import { DRAFT_KINDS, discardDraftSchema, saveDraftSchema } from "@/lib/draft/schema";
import { LIMITS } from "@/lib/shared/text";

const ID = "0199aaaa-0000-7000-8000-000000000001";

const save = (fields: unknown, rest: Record<string, unknown> = {}) =>
  saveDraftSchema.safeParse({ kind: "note", subject: ID, fields: JSON.stringify(fields), ...rest });

describe("a draft", () => {
  test.each(DRAFT_KINDS)("of %s may belong to a case or to nothing", (kind) => {
    expect(saveDraftSchema.parse({ kind, subject: ID, fields: "{}" }).subject).toBe(ID);
    expect(saveDraftSchema.parse({ kind, fields: "{}" }).subject).toBe("");
    expect(discardDraftSchema.parse({ kind, subject: "" })).toEqual({ kind, subject: "" });
  });

  test("keeps everything that was typed, however unfinished", () => {
    const fields = { words: " \r\n\tשלום 👨‍👩‍👧‍👦 ", empty: "", quote: '"\\' };
    expect(save(fields).data?.fields).toEqual(fields);
  });

  test("has room for the longest text a form takes, even one of quotes and newlines", () => {
    expect(save({ words: "x".repeat(LIMITS.words) }).success).toBe(true);
    expect(save({ words: "\n".repeat(LIMITS.words) }).success).toBe(true);
    expect(save({ words: '"'.repeat(LIMITS.words), wanted: "\\".repeat(LIMITS.reason) }).success).toBe(true);
  });

  test.each([
    ["not JSON", "{"],
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["a text", '"x"'],
    ["a field that is no text", '{"a":1}'],
    ["fields within a field", '{"a":{"b":"c"}}'],
  ])("that is %s is refused", (_what, fields) => {
    const result = saveDraftSchema.safeParse({ kind: "note", subject: ID, fields });
    expect(result.error?.issues.map(({ path }) => path.join("."))).toEqual(["fields"]);
  });

  test.each([
    ["a NUL", "a\u0000b"],
    ["an escape", "\u001b"],
    ["half a surrogate pair", "\ud83d"],
  ])("that holds %s is refused, as the database cannot keep it", (_what, text) => {
    expect(save({ words: text }).error?.issues[0]?.message).toMatch(/control character/);
    expect(save({ [text]: "words" }).success).toBe(false);
  });

  test("of an unknown kind or for something that is no case is refused", () => {
    expect(save({}, { kind: "letter" }).success).toBe(false);
    expect(save({}, { subject: "../etc" }).success).toBe(false);
  });

  test("too long for any form is refused", () => {
    expect(save({ words: "x".repeat(LIMITS.words * 2 + 1) }).success).toBe(false);
    expect(save({ ["x".repeat(61)]: "" }).success).toBe(false);
  });
});
