import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameBesides, readViewQuery, writeViewQuery } from "@/lib/view/rules";
import { LONGEST_VIEW_NAME, lookSchema, saveViewSchema } from "@/lib/view/schema";
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

describe("the name of a view that comes back", () => {
  test.each([
    ["Serious", ["Other"], "Serious"],
    ["Serious", ["ｓｅｒｉｏｕｓ"], "Serious (2)"],
    ["Serious", ["serious", "Serious (2)", "Serious (3)"], "Serious (4)"],
    ["Serious (2)", ["Serious (2)"], "Serious (2) (2)"],
  ])("%s beside %j is %s", (name, others, free) => expect(nameBesides(name, others)).toBe(free));

  test("is never longer than a name may be, and cuts no character", () => {
    const long = `${"x".repeat(LONGEST_VIEW_NAME - 4)}👩‍⚕️`.slice(0, LONGEST_VIEW_NAME);
    expect(nameBesides("x".repeat(LONGEST_VIEW_NAME), ["x".repeat(LONGEST_VIEW_NAME)])).toBe(
      `${"x".repeat(LONGEST_VIEW_NAME - 4)} (2)`,
    );
    expect(nameBesides(long, [long])).toBe(`${"x".repeat(LONGEST_VIEW_NAME - 4)} (2)`);
  });
});
