import { describe, expect, test } from "vitest";
import { describeMoving, valueInWords } from "@/lib/patient-merge/labels";
import {
  asColumns,
  asRecord,
  combine,
  differingFields,
  fullerSide,
  problemOf,
  takeApart,
} from "@/lib/patient-merge/rules";
import { findSamePersonSchema, mergePatientsSchema, type PatientRecord } from "@/lib/patient-merge/schema";

function person(given: Partial<PatientRecord> = {}): PatientRecord {
  return {
    name: "Ileana Marcu",
    preferredName: null,
    pronouns: null,
    recordNumber: null,
    bornOn: "1959-03-12",
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
    ...given,
  };
}

describe("the fuller of two values", () => {
  test.each([
    [null, "1", "merged"],
    ["1", null, "survivor"],
    [null, null, "survivor"],
    ["Ileana", "Ileana Marcu", "merged"],
    ["Ileana Marcu", "Ileana", "survivor"],
    ["Ileana", "Ileanna", "survivor"],
    ["Ileana Marcu", "Ileana M. Marcu", "merged"],
    ["Ileana", "Ileana   ", "survivor"],
    [false, true, "merged"],
    [true, false, "survivor"],
  ] as const)("of %j and %j is the %s's", (survivor, merged, side) => {
    expect(fullerSide(survivor, merged)).toBe(side);
  });
});

describe("two records", () => {
  const survivor = person({ phone: "1", email: "i@example.org" });
  const merged = person({ name: "Ileana Marcou", phone: "2", needsInterpreter: true });

  test("differ field by field", () => {
    expect(differingFields(survivor, merged)).toEqual(["name", "needsInterpreter", "phone", "email"]);
    expect(differingFields(survivor, survivor)).toEqual([]);
  });

  test("become one with what was chosen, and with the survivor's where nothing was", () => {
    const { next, taken } = combine(survivor, merged, { phone: "merged", email: "survivor", bornOn: "merged" });
    expect(next).toEqual({ ...survivor, phone: "2" });
    expect(taken).toEqual(["phone"]);
  });

  test("may not become somebody who died and lives, or died before birth", () => {
    expect(problemOf(person({ diedOn: "2020-01-01" }))?.field).toBe("isDeceased");
    expect(problemOf(person({ diedOn: "1950-01-01", isDeceased: true }))?.field).toBe("diedOn");
    expect(problemOf(person({ diedOn: "1959-03-12", isDeceased: true }))).toBeNull();
    expect(problemOf(person({ isDeceased: true }))).toBeNull();
  });

  test("are taken apart: what was taken over goes back, what was changed since stays and is told", () => {
    const { next, taken } = combine(survivor, merged, { name: "merged", phone: "merged", needsInterpreter: "merged" });
    const now = { ...next, phone: "3", address: "2 Low Road" };
    expect(takeApart(now, { survivor, merged, taken })).toEqual({
      next: { ...survivor, phone: "3", address: "2 Low Road" },
      kept: ["phone"],
    });
  });

  test("are not taken apart into somebody who died and lives", () => {
    const dead = person({ isDeceased: true });
    const { next, taken } = combine(person(), dead, { isDeceased: "merged" });
    const now = { ...next, diedOn: "2026-01-01" };
    expect(takeApart(now, { survivor: person(), merged: dead, taken })).toEqual({ next: now, kept: ["isDeceased"] });
  });

  test("come from a row and go back to it", () => {
    const row = { ...person(), bornOn: new Date("1959-03-12"), diedOn: null, id: "x", version: 3 };
    expect(asRecord(row)).toEqual(person());
    expect(asColumns(person())).toEqual({ ...person(), bornOn: new Date("1959-03-12"), diedOn: null });
  });
});

describe("a merge in words", () => {
  test("says how many of what will move", () => {
    expect(describeMoving({})).toBeNull();
    expect(describeMoving({ Case: 0, Representative: 0 })).toBeNull();
    expect(describeMoving({ Case: 1 })).toBe("1 case");
    expect(describeMoving({ Case: 2, Representative: 1, Patient: 1 })).toBe(
      "2 cases, 1 representative, and 1 record merged earlier",
    );
  });

  test.each([
    ["bornOn", "12 Mar 1959"],
    ["diedOn", "not known"],
    ["language", "Romanian"],
    ["needsInterpreter", "Yes"],
    ["isDeceased", "No"],
    ["preferredChannel", "In person"],
    ["phone", "not known"],
    ["name", "Ileana Marcu"],
  ] as const)("tells %s as %s", (field, words) => {
    const record = person({ language: "ro", needsInterpreter: true, preferredChannel: "in_person" });
    expect(valueInWords(field, record)).toBe(words);
  });
});

describe("what a form sends", () => {
  const ID = "0199aaaa-0000-7000-8000-000000000001";
  const OTHER = "0199aaaa-0000-7000-8000-000000000002";
  const form = { mergeId: ID, survivorId: ID, mergedId: OTHER, survivorVersion: "1", mergedVersion: "2" };

  test("is a merge of two, of versions that were seen", () => {
    expect(mergePatientsSchema.parse({ ...form, take: { phone: "merged" } })).toMatchObject({
      survivorVersion: 1,
      take: { phone: "merged" },
    });
    expect(mergePatientsSchema.safeParse({ ...form, mergedId: ID }).success).toBe(false);
    expect(mergePatientsSchema.safeParse({ ...form, take: { phone: "both" } }).success).toBe(false);
    expect(mergePatientsSchema.safeParse({ ...form, mergedVersion: "" }).success).toBe(false);
  });

  test("while it is typed is a question, however unfinished", () => {
    const nothing = { siteId: undefined, name: null, bornOn: null, recordNumber: null, phone: null };
    expect(findSamePersonSchema.parse({})).toEqual(nothing);
    expect(findSamePersonSchema.parse({ siteId: "x", name: " ", bornOn: "1959-", phone: "" })).toEqual(nothing);
    expect(findSamePersonSchema.parse({ name: " Ana " })).toEqual({ ...nothing, name: "Ana" });
  });
});
