import { describe, expect, test } from "vitest";
import { checkMatrix, covers } from "@/lib/escalation/rules/check";
import { DEFAULT_MATRIX } from "@/lib/escalation/rules/default-matrix";
import type { Condition, Matrix, MatrixRow } from "@/lib/escalation/rules/matrix";
import { ANA, aMatrix, aRow, BEN, DANGER, NOW, PEOPLE } from "./matrices";

const GONE = "018f2c5e-0000-7000-8000-00000000000d";
const around = { people: PEOPLE, duties: [] };
const problemsOf = (matrix: Matrix, given: Parameters<typeof checkMatrix>[1] = around) =>
  checkMatrix(matrix, given).map(({ field, message }) => `${field}: ${message}`);
const on = (rowId: string) => ({ ifUnanswered: { do: "go_on" as const, rowId } });
const step = (id: string, fields: Partial<MatrixRow> = {}) => aRow(null, { id, ...fields });
const OLD: Condition = { ageDaysAtLeast: 9 };

test("the default matrix is sound where somebody holds both roles", () => {
  expect(problemsOf(DEFAULT_MATRIX)).toEqual([]);
});

describe("a matrix that points at nobody is refused beside its field:", () => {
  test.each<[string, Partial<MatrixRow>, RegExp]>([
    [
      "a deactivated or unknown person",
      { target: { by: "person", personId: GONE } },
      /^matrix\.rows\[1\]\.target: This person/,
    ],
    ["a fallback who cannot answer", { fallbackPersonId: GONE }, /^matrix\.rows\[1\]\.fallbackPersonId: This person/],
    ["nobody on call and no fallback", { target: { by: "duty" } }, /^matrix\.rows\[1\]\.target: Nobody is on call/],
    [
      "a fallback who was asked before",
      { target: { by: "person", personId: BEN }, fallbackPersonId: BEN },
      /^matrix\.rows\[1\]\.fallbackPersonId: The fallback is who was asked before/,
    ],
  ])("%s", (_what, fields, problem) => {
    expect(problemsOf(aMatrix(aRow(OLD, fields)))).toEqual([expect.stringMatching(problem)]);
  });

  test("a role that nobody holds", () => {
    const people = PEOPLE.filter(({ roles }) => !roles.includes("manager"));
    expect(problemsOf(aMatrix(), { people, duties: [] })).toEqual([
      "matrix.rows[0].target: Nobody is a manager of this site. Choose somebody else, or give somebody the role first.",
    ]);
  });

  test("but not whoever is on call where somebody is, or a fallback is named", () => {
    const duty = { personId: ANA, from: NOW, until: NOW };
    expect(problemsOf(aMatrix(aRow(OLD, { target: { by: "duty" } })), { people: PEOPLE, duties: [duty] })).toEqual([]);
    expect(problemsOf(aMatrix(aRow(OLD, { target: { by: "duty" }, fallbackPersonId: ANA })))).toEqual([]);
  });
});

describe("a matrix that goes in a circle is refused beside each of its rows:", () => {
  test("a row that leads to itself", () => {
    expect(problemsOf(aMatrix(aRow(OLD, on("one"))))).toEqual([
      expect.stringMatching(/^matrix\.rows\[1\]\.ifUnanswered: This goes in a circle: row 2 leads back to itself\./),
    ]);
  });

  test("two that lead to each other, and none that only leads there", () => {
    const matrix = aMatrix(aRow(OLD, on("two")), step("two", on("three")), step("three", on("two")));
    expect(problemsOf(matrix)).toEqual([
      expect.stringMatching(
        /^matrix\.rows\[2\]\.ifUnanswered: This goes in a circle: row 3 leads back to itself over row 4/,
      ),
      expect.stringMatching(/^matrix\.rows\[3\]\.ifUnanswered: .* row 4 leads back to itself over row 3/),
    ]);
  });

  test("and a chain that ends is sound", () => {
    expect(problemsOf(aMatrix(aRow(OLD, on("two")), step("two", on("three")), step("three")))).toEqual([]);
  });
});

describe("a row that is never reached is refused:", () => {
  test.each<[string, MatrixRow[], string]>([
    ["nothing leads to it", [step("lost")], "matrix.rows[1].when: Nothing leads here"],
    ["it asks for nothing", [aRow({})], "matrix.rows[1].when: Say when this row holds"],
    [
      "an earlier one holds whenever it does",
      [aRow({ severityAtLeast: 2 }), aRow({ severityAtLeast: 3, kinds: ["grievance"] }, { id: "two" })],
      "matrix.rows[2].when: This row is never reached: row 2 holds whenever it does",
    ],
    [
      "one that is looked at first, though it stands below",
      [aRow({ facts: ["allegesHarm"] }, { id: "two" })],
      "matrix.rows[1].when: This row is never reached: row 1 holds whenever it does",
    ],
    [
      "the row that follows is gone",
      [aRow(OLD, on("gone"))],
      "matrix.rows[1].ifUnanswered: The row that follows is not there",
    ],
    ["a row is there twice", [aRow(OLD), aRow({ severityAtLeast: 2 })], "matrix.rows[2].id: This row is here twice"],
  ])("%s", (_what, rows, problem) => {
    expect(problemsOf(aMatrix(...rows))).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  test.each<[Condition, Condition, boolean]>([
    [{ kinds: ["complaint", "grievance"] }, { kinds: ["grievance"] }, true],
    [{ kinds: ["grievance"] }, { kinds: ["complaint", "grievance"] }, false],
    [{ kinds: ["grievance"] }, { severityAtLeast: 3 }, false],
    [{ facts: ["allegesHarm"] }, { facts: ["allegesHarm"], severityAtLeast: 3 }, true],
    [{ severityAtLeast: 3 }, { severityAtLeast: 2 }, false],
    [{ ageDaysAtLeast: 5 }, { ageDaysAtLeast: 5, kinds: ["concern"] }, true],
    [{ ageDaysAtLeast: 5 }, { unheardDaysAtLeast: 9 }, false],
    [{ clock: { state: "late", clock: null } }, { clock: { state: "late", clock: "update" } }, true],
    [{ clock: { state: "late", clock: "update" } }, { clock: { state: "late", clock: null } }, false],
    [{ clock: { state: "late", clock: null } }, { clock: { state: "due_soon", clock: null } }, false],
    [{ repeatsAtLeast: 2 }, { repeatsAtLeast: 4 }, true],
    [{ harmAtLeast: 4 }, { harmAtLeast: 3 }, false],
  ])("%o covers %o: %s", (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });
});

describe("a matrix without a row for immediate danger is refused:", () => {
  test.each<[string, MatrixRow[], string | null]>([
    ["none at all", [aRow(OLD)], "(abuse, neglect, harm)"],
    ["one that sleeps at night", [{ ...DANGER, overridesQuietHours: false }], "(abuse, neglect, harm)"],
    ["one that leaves something out", [{ ...DANGER, when: { facts: ["allegesAbuse"] } }], "(neglect, harm)"],
    ["one that asks for more", [{ ...DANGER, when: { ...DANGER.when, severityAtLeast: 3 } }], "(abuse, neglect, harm)"],
    [
      "not where there are several that cover it",
      [
        { ...DANGER, when: { facts: ["allegesAbuse"] } },
        { ...DANGER, id: "two", when: { facts: ["allegesNeglect", "allegesHarm"] } },
      ],
      null,
    ],
  ])("%s", (_what, rows, missing) => {
    const found = problemsOf({ ...aMatrix(), rows });
    expect(found).toEqual(
      missing
        ? [
            `matrix.rows: No row is for immediate danger ${missing}. Add one that holds for it whatever else the case is, and at any hour.`,
          ]
        : [],
    );
  });
});
