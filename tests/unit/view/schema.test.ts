import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readViewQuery, writeViewQuery } from "@/lib/view/rules";
import { lookSchema, saveViewSchema } from "@/lib/view/schema";
import { anyText } from "../../support/any-text";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const form = { viewId: ID, name: "Serious", audience: "me", query: "" };

describe("whom a view is for", () => {
  test.each([
    ["me", null],
    [ID, { siteId: ID, role: null }],
    [`${ID}:auditor`, { siteId: ID, role: "auditor" }],
  ])("%s", (audience, read) => {
    expect(saveViewSchema.parse({ ...form, audience }).audience).toEqual(read);
  });

  test.each(["", "you", `${ID}:administrator`, `${ID}:`, "x".repeat(36), `me:${ID}`])("is not %j", (audience) => {
    expect(saveViewSchema.safeParse({ ...form, audience }).success).toBe(false);
  });
});

describe("the columns", () => {
  test.each([
    [undefined, []],
    ["", []],
    ["due,about,due", ["due", "about"]],
    ["due", ["due", "about"]],
  ])("%j are %j", (columns, read) => {
    expect(lookSchema.parse({ columns }).columns).toEqual(read);
  });

  test.each(["shoe_size", "due,", "__proto__"])("are not %j", (columns) => {
    expect(lookSchema.safeParse({ columns }).success).toBe(false);
  });
});

test("a view reads any text, and writes what it reads alike", () => {
  fc.assert(
    fc.property(anyText(200), (text) => {
      const written = writeViewQuery(readViewQuery(text));
      expect(writeViewQuery(readViewQuery(written))).toBe(written);
    }),
  );
});
