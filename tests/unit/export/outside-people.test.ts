import { describe, expect, test } from "vitest";
import { isSamePerson } from "@/lib/export/rules/outside-people";

const of = (patientId: string | null, reporterName: string | null = null) => ({ patientId, reporterName });

describe("whether two cases are one person's", () => {
  test.each([
    ["the same patient's", of("1"), of("1", "Jo"), true],
    ["two patients'", of("1", "Jo"), of("2", "Jo"), false],
    ["a patient's and one without", of("1", "Jo"), of(null, "Jo"), false],
    ["raised under one name", of(null, "Jo Price"), of(null, "jo price (daughter)"), true],
    ["raised under two names", of(null, "Jo Price"), of(null, "Vic Torr"), false],
    ["raised without a name", of(null), of(null), false],
  ])("%s", (_, one, other, isOne) => {
    expect(isSamePerson(one, other)).toBe(isOne);
    expect(isSamePerson(other, one)).toBe(isOne);
  });
});
