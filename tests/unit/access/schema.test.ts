import { describe, expect, test } from "vitest";
import {
  addPersonSchema,
  addUnitSchema,
  changePasswordSchema,
  closeUnitSchema,
  emailSchema,
  foundSchema,
  grantRoleSchema,
  setPasswordSchema,
  signInSchema,
} from "@/lib/access/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const PASSWORD = "three plain words";

function errorsOf(result: { error?: { issues: { path: PropertyKey[]; message: string }[] } }): string[] {
  return result.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
}

describe("an e-mail address", () => {
  test.each([
    ["dana@hospital.org", "dana@hospital.org"],
    ["  Dana.Moreau@Hospital.ORG ", "dana.moreau@hospital.org"],
    ["o'brien+heard@nhs.uk", "o'brien+heard@nhs.uk"],
  ])("%j is kept as %s", (text, email) => {
    expect(emailSchema.parse(text)).toBe(email);
  });

  test.each([
    "",
    " ",
    "dana",
    "dana@",
    "@hospital.org",
    "a b@c.org",
    "dana@hospital",
    "a@b.c\u0000",
    `${"x".repeat(250)}@a.org`,
  ])("is not %j", (text) => {
    expect(emailSchema.safeParse(text).success).toBe(false);
  });
});

describe("a new password", () => {
  const schema = setPasswordSchema;
  test.each([
    "xy".repeat(6),
    "correct horse battery",
    "пароль из слов",
    "密碼".repeat(6),
    " 1".repeat(6),
    "xy".repeat(100),
  ])("may be %j: only its length counts", (password) => {
    expect(schema.parse({ personId: ID, password }).password).toBe(password);
  });

  test.each([undefined, "", "xy".repeat(5), "xy".repeat(101), "x".repeat(12), " ".repeat(12)])(
    "may not be %j",
    (password) => {
      expect(errorsOf(schema.safeParse({ personId: ID, password }))[0]).toMatch(
        /^password: (Choose|Use at|This is easily guessed)/,
      );
    },
  );

  test("is typed twice by whoever chooses their own", () => {
    const form = { current: "old words here", password: PASSWORD, again: "three plain wards" };
    expect(errorsOf(changePasswordSchema.safeParse(form))).toEqual([
      "again: The two do not match. Type the new password once more.",
    ]);
    expect(changePasswordSchema.safeParse({ ...form, again: PASSWORD }).success).toBe(true);
  });
});

describe("a new person", () => {
  const form = { name: "Dana Moreau", email: "dana@hospital.org", password: PASSWORD, siteId: ID, role: "associate" };

  test("has a first role, of the whole site unless a unit is named", () => {
    expect(addPersonSchema.parse(form)).toEqual({ ...form, unitId: null });
    expect(addPersonSchema.parse({ ...form, unitId: "" }).unitId).toBeNull();
    expect(addPersonSchema.parse({ ...form, unitId: ID }).unitId).toBe(ID);
  });

  test.each([
    ["name", "", /^name: A name is needed/],
    ["name", "Dana\u0000", /^name: .*control character/],
    ["email", "dana", /^email: Enter an e-mail address like/],
    ["email", undefined, /^email: Enter an e-mail address/],
    ["password", "short", /^password: Use at least 12/],
    ["siteId", "", /^siteId: Choose a site/],
    ["role", "root", /^role: Choose a role/],
    ["role", undefined, /^role: Choose a role/],
    ["unitId", "x", /^unitId: /],
  ])("with %s %j is refused beside the field", (field, value, message) => {
    const errors = errorsOf(addPersonSchema.safeParse({ ...form, [field]: value }));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });
});

test("a grant names a person", () => {
  expect(errorsOf(grantRoleSchema.safeParse({ personId: "x", siteId: ID, role: "auditor" }))[0]).toMatch(/^personId: /);
});

test("a unit has a name of one line", () => {
  expect(addUnitSchema.safeParse({ siteId: ID, name: "Ward 4" }).success).toBe(true);
  expect(addUnitSchema.safeParse({ siteId: ID, name: "Ward\n4" }).success).toBe(false);
  expect(addUnitSchema.safeParse({ siteId: ID, name: "x".repeat(201) }).success).toBe(false);
});

describe("the first run", () => {
  const form = {
    organisation: "Northgate Health",
    site: "Northgate Hospital",
    timeZone: "Europe/London",
    country: "GB",
    name: "Dana Moreau",
    email: "dana@hospital.org",
    password: PASSWORD,
  };

  test("needs every answer", () => {
    expect(foundSchema.parse(form)).toEqual(form);
    for (const field of Object.keys(form)) {
      const errors = errorsOf(foundSchema.safeParse({ ...form, [field]: undefined }));
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(new RegExp(`^${field}: `));
    }
  });

  test.each([
    ["timeZone", "Mars/Olympus", /Choose a time zone from the list/],
    ["country", "Romania", /Choose a country from the list/],
    ["country", "ro", /Choose a country from the list/],
  ])("refuses %s %j", (field, value, message) => {
    expect(errorsOf(foundSchema.safeParse({ ...form, [field]: value }))[0]).toMatch(message);
  });
});

test("a sign-in is refused when it is too long to be one", () => {
  expect(signInSchema.safeParse({ email: "x".repeat(255), password: "x" }).success).toBe(false);
  expect(signInSchema.safeParse({ email: "x", password: "x".repeat(501) }).success).toBe(false);
});

test("the last day of a unit is a day or nothing", () => {
  const unitId = "01935d41-0ec1-7ae9-bf4c-0616477943f2";
  const open = { unitId, closedOn: null, base: { closedOn: null } };
  expect(closeUnitSchema.parse({ unitId })).toEqual(open);
  expect(closeUnitSchema.parse({ unitId, closedOn: "", base: { closedOn: "" } })).toEqual(open);
  const closed = { unitId, closedOn: "2024-02-29", base: { closedOn: "2024-02-28" } };
  expect(closeUnitSchema.parse(closed)).toEqual(closed);
  for (const closedOn of ["2026-02-29", "29.2.2024", "yesterday", "2026-13-01", "٢٠٢٤-٠٢-٢٩"]) {
    expect(errorsOf(closeUnitSchema.safeParse({ unitId, closedOn }))).toEqual([
      "closedOn: Enter its last day as year-month-day, like 2027-03-12.",
    ]);
  }
});
