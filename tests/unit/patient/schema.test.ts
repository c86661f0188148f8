import { describe, expect, test } from "vitest";
import { languageName, listLanguages } from "@/lib/patient/labels";
import { changePatientSchema, registerPatientSchema, searchPatientsSchema } from "@/lib/patient/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const form = { idempotencyKey: ID, siteId: ID, name: "Ileana Marcu" };

function errorsOf(fields: Record<string, unknown>): string[] {
  const result = registerPatientSchema.safeParse({ ...form, ...fields });
  return result.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
}

const parse = (fields: Record<string, unknown>) => registerPatientSchema.parse({ ...form, ...fields });

describe("a new patient", () => {
  test("needs a name and no more", () => {
    expect(parse({})).toEqual({
      ...form,
      preferredName: null,
      pronouns: null,
      recordNumber: null,
      bornOn: null,
      isDeceased: false,
      diedOn: null,
      language: null,
      needsInterpreter: false,
      sex: null,
      ethnicity: null,
      phone: null,
      email: null,
      address: null,
      preferredChannel: null,
      contactNote: null,
    });
  });

  test.each([
    ["name", "", /A name is needed/],
    ["name", "x".repeat(301), /limit is 300/],
    ["siteId", "", /Choose a site/],
    ["preferredName", "x".repeat(301), /limit is 300/],
    ["pronouns", "x".repeat(61), /limit is 60/],
    ["recordNumber", "x".repeat(41), /limit is 40/],
    ["recordNumber", "12\u000034", /control character/],
    ["phone", "0".repeat(61), /limit is 60/],
    ["email", "x".repeat(255), /limit is 254/],
    ["address", "x".repeat(501), /limit is 500/],
    ["contactNote", "x".repeat(201), /limit is 200/],
    ["contactNote", "one\ntwo", /cannot be kept/],
    ["preferredChannel", "fax", /Choose from the list/],
  ])("is refused for %s of %j, beside the field", (field, value, message) => {
    const errors = errorsOf({ [field]: value });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^${field}: `));
    expect(errors[0]).toMatch(message);
  });

  test("may have an address of several lines", () => {
    expect(parse({ address: "1 High Street\r\nNorthgate" }).address).toBe("1 High Street\nNorthgate");
  });

  test.each([
    ["on", true],
    ["true", true],
    ["", false],
    [undefined, false],
    ["off", false],
  ])("needs an interpreter when the box says %j: %s", (value, expected) => {
    expect(parse({ needsInterpreter: value }).needsInterpreter).toBe(expected);
  });
});

describe("the days of a life", () => {
  test.each(["1959-03-12", "2000-02-29", "1880-01-01", " 1959-03-12 "])("may be %j", (bornOn) => {
    expect(parse({ bornOn }).bornOn).toBe(bornOn.trim());
  });

  test.each([
    "12/03/1959",
    "1959-3-12",
    "2001-02-29",
    "1959-02-30",
    "1879-12-31",
    "0000-01-01",
    "3000-01-01",
    "1959",
    "soon",
    "19590312",
  ])("may not be %j", (bornOn) => {
    expect(errorsOf({ bornOn }).join()).toMatch(/^bornOn: (Enter|Check|There is no such day)/);
  });

  test.each(["", "  ", undefined])("may be left out as %j", (bornOn) => {
    expect(parse({ bornOn }).bornOn).toBeNull();
  });

  test.each([
    ["on the day of birth", { bornOn: "2026-05-12", diedOn: "2026-05-12", isDeceased: "on" }, []],
    ["at an unknown day", { bornOn: "1959-03-12", isDeceased: "on" }, []],
    ["without a day of birth", { diedOn: "2026-05-12", isDeceased: "on" }, []],
    [
      "before birth",
      { bornOn: "2026-05-12", diedOn: "2026-05-11", isDeceased: "on" },
      ["diedOn: The date of death lies before the date of birth. Check both."],
    ],
    [
      "without having died",
      { diedOn: "2026-05-12" },
      ["diedOn: Tick “Has died” as well, or leave the date of death empty."],
    ],
  ])("may end %s", (_what, fields, errors) => {
    expect(errorsOf(fields)).toEqual(errors);
  });

  test("are judged alike when they are changed", () => {
    const wanted = { name: "Ileana", bornOn: "2026-05-12", diedOn: "2026-05-11", isDeceased: "on" };
    const changed = changePatientSchema.safeParse({ patientId: ID, ...wanted, base: { name: "Ileana" } });
    expect(changed.error?.issues.map(({ path }) => path.join("."))).toEqual(["diedOn"]);
  });
});

describe("a record number", () => {
  test.each([
    ["004 217-33", "004 217-33"],
    ["abc–1234", "abc–1234"],
    [" nhs 485 777 3456 ", "nhs 485 777 3456"],
    ["00421733", "00421733"],
  ])("%j is kept as %s", (typed, kept) => {
    expect(parse({ recordNumber: typed }).recordNumber).toBe(kept);
  });

  test.each(["", " ", "-", "– —", "\u200b"])("%j is none", (typed) => {
    expect(parse({ recordNumber: typed }).recordNumber).toBeNull();
  });
});

describe("a language", () => {
  test.each(["ro", "pt-BR", "zh-Hant-TW", "yue", "ase", "sr-Latn", "es-419"])("may be %s", (language) => {
    expect(parse({ language }).language).toBe(language);
  });

  test.each(["Romanian please", "e", "123", "ro_RO!", "<b>", "-"])("may not be %j", (language) => {
    expect(errorsOf({ language }).join()).toMatch(/^language: Choose a language from the list/);
  });

  test("offered in the list is taken, has a name of its own, and stands by it", () => {
    const offered = listLanguages();
    expect(offered.filter(({ tag }) => parse({ language: tag }).language !== tag)).toEqual([]);
    const named = offered.map(({ name }) => name);
    expect(new Set(named).size).toBe(offered.length);
    expect(named).toEqual(named.toSorted((a, b) => a.localeCompare(b)));
    expect(languageName("ro")).toBe("Romanian");
    expect(languageName("bfi")).toBe("British Sign Language");
    expect(offered.filter(({ tag, name }) => tag === name)).toEqual([]);
    expect(languageName("not a tag")).toBe("not a tag");
  });
});

test("a change of a patient carries what the person saw", () => {
  const changed = changePatientSchema.parse({
    patientId: ID,
    name: "Ileana",
    needsInterpreter: "on",
    base: { name: "Ilena" },
  });
  expect(changed).toMatchObject({
    name: "Ileana",
    needsInterpreter: true,
    base: { name: "Ilena", needsInterpreter: false },
  });
  expect(changePatientSchema.safeParse({ patientId: ID, name: "Ileana" }).success).toBe(false);
});

test.each([
  [{}, ""],
  [{ q: "marcu" }, "marcu"],
  [{ q: "x".repeat(301) }, ""],
])("a search for %j is read as %j", (raw, q) => {
  expect(searchPatientsSchema.parse(raw).q).toBe(q);
});
