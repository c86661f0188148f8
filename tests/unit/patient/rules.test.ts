import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPatientQuery } from "@/lib/patient/rules/find";
import { anyText } from "../../support/any-text";

const NOTHING = { names: [], recordNumber: null, bornOn: [] };

describe("what somebody types to find a person", () => {
  test.each([
    ["nothing", "", NOTHING],
    ["spaces", " \u00a0\u3000 ", NOTHING],
    ["one name", "Sukarno", { names: ["Sukarno"] }],
    ["several names", "Ana  María,López", { names: ["Ana", "María", "López"] }],
    ["a name that is taken apart", "Zu\u0301n\u0303iga", { names: ["Zúñiga"] }],
    ["a name with an apostrophe and a dash", "O'Brien-Smith", { names: ["O'Brien-Smith"] }],
    ["a Chinese name", "王小明", { names: ["王小明"] }],
    ["a record number", "00421733", { recordNumber: "00421733" }],
    ["a record number in groups", "004 217-33", { recordNumber: "00421733" }],
    ["a record number with letters", "abc1234", { recordNumber: "ABC1234" }],
    ["a name and a record number", "Marcu 004217", { names: ["Marcu"], recordNumber: "004217" }],
    ["a day as a computer writes it", "1959-03-12", { bornOn: ["1959-03-12"] }],
    ["a day that can be only one", "31/12/1959", { bornOn: ["1959-12-31"] }],
    ["a day in American order that can be only one", "12/31/1959", { bornOn: ["1959-12-31"] }],
    ["a day that may be two", "03/04/1959", { bornOn: ["1959-04-03", "1959-03-04"] }],
    ["a day whose two readings are the same", "05/05/1959", { bornOn: ["1959-05-05"] }],
    ["a day with dots", "12.3.1959", { bornOn: ["1959-03-12", "1959-12-03"] }],
    ["a day with dashes", "12-03-1959", { bornOn: ["1959-03-12", "1959-12-03"] }],
    ["a day in words", "12 Mar 1959", { bornOn: ["1959-03-12"] }],
    ["a day in long words", "12 march 1959", { bornOn: ["1959-03-12"] }],
    ["a day in American words", "March 12, 1959", { bornOn: ["1959-03-12"] }],
    ["a leap day", "29/02/2000", { bornOn: ["2000-02-29"] }],
    ["a name around a day", "Ileana 12 Mar 1959 Marcu", { names: ["Ileana", "Marcu"], bornOn: ["1959-03-12"] }],
    ["all of it", "marcu 1959-03-12 004217", { names: ["marcu"], recordNumber: "004217", bornOn: ["1959-03-12"] }],
  ])("%s", (_what, text, expected) => {
    expect(readPatientQuery(text)).toEqual({ ...NOTHING, ...expected });
  });

  test.each(["30/02/1959", "1959-02-30", "32 Mar 1959", "29 Feb 2001", "00/00/1959", "01/01/0000", "0000-01-01"])(
    "%s is no day, as it never was",
    (text) => {
      expect(readPatientQuery(text).bornOn).toEqual([]);
    },
  );

  test("more than eight names are cut, as each costs a search", () => {
    expect(readPatientQuery("a b c d e f g h i j").names).toHaveLength(8);
  });

  test("anything at all can be read, and every day found is one the calendar has", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText(), fc.string({ unit: fc.constantFrom(..."0123456789/.- MarJan,"), maxLength: 30 })),
        (text) => {
          for (const day of readPatientQuery(text).bornOn) {
            expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
            expect(day > "1800-01-01").toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
