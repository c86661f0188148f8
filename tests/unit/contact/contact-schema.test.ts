import { describe, expect, test } from "vitest";
import { addNoteSchema, addPrivilegedNoteSchema, logContactSchema, voidContactSchema } from "@/lib/contact/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const OTHER = "0199aaaa-0000-7000-8000-000000000002";
const call = {
  idempotencyKey: ID,
  caseId: ID,
  direction: "outgoing",
  channel: "phone",
  outcome: "reached",
  summary: "They are glad.\r\nThey wait for the letter.",
};
const fieldsOf = (change: object) => [
  ...new Set(logContactSchema.safeParse({ ...call, ...change }).error?.issues.map(({ path }) => path.join("."))),
];

describe("a contact", () => {
  test("needs four answers and no more", () => {
    expect(logContactSchema.parse(call)).toMatchObject({
      summary: "They are glad.\nThey wait for the letter.",
      at: null,
      minutes: null,
      party: "patient",
      mayBeTold: null,
      interpreterLanguage: null,
    });
  });

  test("needs no words where nobody answered", () => {
    expect(fieldsOf({ outcome: "no_answer", summary: "" })).toEqual([]);
    expect(fieldsOf({ outcome: "left_message", summary: undefined })).toEqual([]);
  });

  test.each([
    ["direction", { direction: undefined }],
    ["direction", { direction: "sideways" }],
    ["channel", { channel: "pigeon" }],
    ["outcome", { outcome: undefined }],
    ["outcome", { outcome: "sent" }],
    ["outcome", { direction: "incoming", outcome: "no_answer" }],
    ["outcome", { channel: "letter" }],
    ["summary", { summary: " \u200b " }],
    ["summary", { summary: "a\u0007" }],
    ["summary", { summary: "x".repeat(10_001) }],
    ["at", { at: "yesterday" }],
    ["at", { at: "2026-02-30T10:00" }],
    ["minutes", { minutes: "-1" }],
    ["minutes", { minutes: "1.5" }],
    ["minutes", { minutes: "1441" }],
    ["minutes", { minutes: "ten" }],
    ["otherName", { party: "other" }],
    ["checkedHow", { party: "other", otherName: "Ana", mayBeTold: "yes" }],
    ["mayBeTold", { party: "other", otherName: "Ana", mayBeTold: "perhaps" }],
    ["interpreterLanguage", { interpreterMode: "phone" }],
    ["interpreterLanguage", { interpreterFrom: "10:00" }],
    ["interpreterLanguage", { interpreterLanguage: "<b>", interpreterMode: "phone" }],
    ["interpreterMode", { interpreterLanguage: "ro" }],
    ["interpreterFrom", { interpreterLanguage: "ro", interpreterMode: "phone", interpreterFrom: "25:00" }],
    [
      "interpreterTo",
      { interpreterLanguage: "ro", interpreterMode: "phone", interpreterFrom: "10:00", interpreterTo: "10:00" },
    ],
  ])("is refused beside %s: %j", (field, change) => {
    expect(fieldsOf(change)).toEqual([field]);
  });

  test("takes a whole day of minutes, and a browser's seconds", () => {
    expect(logContactSchema.parse({ ...call, minutes: "1440", at: "2026-01-02T10:00:30" })).toMatchObject({
      minutes: 1440,
      at: "2026-01-02T10:00",
    });
  });
});

describe("a note that mentions", () => {
  const note = { idempotencyKey: ID, caseId: ID, body: "See this." };
  test("carries ids between commas, each once", () => {
    expect(addNoteSchema.parse({ ...note, mentions: `${ID},${OTHER},${ID}` }).mentions).toEqual([ID, OTHER]);
    expect(addNoteSchema.parse({ ...note, mentions: "" }).mentions).toBeUndefined();
  });

  test.each(["1", `${ID},`, "Dana"])("is refused for %j", (mentions) => {
    expect(addNoteSchema.safeParse({ ...note, mentions }).success).toBe(false);
  });

  test("names at most twenty", () => {
    const ids = Array.from({ length: 21 }, (_, index) => ID.slice(0, -2) + String(10 + index));
    expect(addNoteSchema.safeParse({ ...note, mentions: ids.slice(1).join() }).success).toBe(true);
    expect(addNoteSchema.safeParse({ ...note, mentions: ids.join() }).success).toBe(false);
  });
});

test("a privileged note needs words, and voiding a reason", () => {
  expect(addPrivilegedNoteSchema.safeParse({ idempotencyKey: ID, caseId: ID, body: " " }).success).toBe(false);
  expect(voidContactSchema.safeParse({ contactId: ID, reason: "" }).success).toBe(false);
  expect(voidContactSchema.safeParse({ contactId: ID, reason: "Wrong case." }).success).toBe(true);
});
