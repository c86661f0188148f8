import { describe, expect, test } from "vitest";
import { describeRow } from "@/lib/escalation/labels";
import { decideEscalation } from "@/lib/escalation/rules/decide";
import { DEFAULT_MATRIX, defaultMatrixFor, matrixFactsOf } from "@/lib/escalation/rules/default-matrix";
import type { ClockStanding, EscalationFacts } from "@/lib/escalation/rules/facts";
import type { Condition } from "@/lib/escalation/rules/matrix";
import { PACKS } from "@/lib/regulation/rules";
import { aMatrix, aRow, daysAgo, NOW, someFacts } from "./matrices";

type Row = [what: string, when: Condition, holds: Partial<EscalationFacts>, not: Partial<EscalationFacts>, why: string];

const CONDITIONS: Row[] = [
  ["a kind", { kinds: ["grievance", "concern"] }, { kind: "concern" }, { kind: "complaint" }, "It is a concern."],
  ["an odd kind", { kinds: ["inquiry"] }, { kind: "inquiry" }, {}, "It is an inquiry."],
  ["a severity", { severityAtLeast: 3 }, { severity: 3 }, { severity: 2 }, "Severity is high."],
  ["either severity", { severityAtLeast: 2 }, { severity: 2 }, { severity: 1 }, "Severity is medium."],
  [
    "a right",
    { facts: ["isMedicareRights", "allegesNonCompliance"] },
    { alleged: ["allegesNonCompliance"] },
    { alleged: [] },
    "A breach of a federal rule is alleged.",
  ],
  ["harm as told", { harmAtLeast: 3 }, { harm: 4 }, { harm: 2 }, "The harm they tell of is major."],
  ["any harm", { harmAtLeast: 1 }, { harm: 1 }, { harm: null }, "The harm they tell of is minimal."],
  [
    "an age",
    { ageDaysAtLeast: 30 },
    { receivedAt: daysAgo(30) },
    { receivedAt: daysAgo(29) },
    "It has been open for 30 days.",
  ],
  ["one day", { ageDaysAtLeast: 1 }, { receivedAt: daysAgo(1) }, {}, "It has been open for 1 day."],
  [
    "a silence",
    { unheardDaysAtLeast: 7 },
    { unheardSince: daysAgo(7) },
    { unheardSince: daysAgo(6) },
    "They have not heard from us for 7 days.",
  ],
  [
    "a silence to nobody",
    { unheardDaysAtLeast: 7 },
    { unheardSince: daysAgo(9) },
    { unheardSince: null },
    "They have not heard from us for 9 days.",
  ],
  [
    "repeats",
    { repeatsAtLeast: 3 },
    { repeats: 3 },
    { repeats: 2 },
    "It is the 3rd case of this patient in 12 months.",
  ],
  [
    "many repeats",
    { repeatsAtLeast: 3 },
    { repeats: 12 },
    { repeats: 1 },
    "It is the 12th case of this patient in 12 months.",
  ],
  [
    "any clock that is late",
    { clock: { state: "late", clock: null } },
    { clocks: [{ clock: "resolve", state: "late", key: "" }] },
    { clocks: [{ clock: "resolve", state: "due_soon", key: "" }] },
    "The answer is late.",
  ],
  [
    "one clock",
    { clock: { state: "due_soon", clock: "acknowledge" } },
    { clocks: [{ clock: "acknowledge", state: "due_soon", key: "" }] },
    { clocks: [{ clock: "update", state: "due_soon", key: "" }] },
    "The acknowledgement is due soon.",
  ],
  [
    "all that is named",
    { kinds: ["grievance"], severityAtLeast: 3, ageDaysAtLeast: 10 },
    { kind: "grievance", severity: 3, receivedAt: daysAgo(10) },
    { kind: "grievance", severity: 2, receivedAt: daysAgo(10) },
    "It has been open for 10 days, severity is high, and it is a grievance.",
  ],
];

describe("a row of the matrix", () => {
  test.each(CONDITIONS)("that asks for %s holds for it and for nothing else", (_what, when, holds, not, why) => {
    const matrix = aMatrix(aRow(when));
    expect(decideEscalation(matrix, someFacts(holds), NOW)).toMatchObject([
      { rowId: "one", because: why, isUrgent: false },
    ]);
    expect(decideEscalation(matrix, someFacts(not), NOW)).toEqual([]);
  });

  test("that asks for nothing, or is reached from others alone, never holds by itself", () => {
    expect(decideEscalation(aMatrix(aRow({}), aRow(null, { id: "step" })), someFacts(), NOW)).toEqual([]);
  });
});

describe("of several rows", () => {
  test("the first that holds decides", () => {
    const rows = [
      aRow({ severityAtLeast: 3 }, { id: "high", level: 2 }),
      aRow({ severityAtLeast: 2 }, { id: "medium", level: 1 }),
    ];
    const decided = (severity: number) => decideEscalation(aMatrix(...rows), someFacts({ severity }), NOW)[0]?.rowId;
    expect([3, 2, 1].map(decided)).toEqual(["high", "medium", undefined]);
  });

  test("what somebody is in danger of comes before all others, wherever its row stands", () => {
    const matrix = aMatrix(aRow({ kinds: ["complaint"] }, { level: 4 }));
    const turned = { ...matrix, rows: matrix.rows.toReversed() };
    for (const each of [matrix, turned]) {
      const [first] = decideEscalation(each, someFacts({ alleged: ["allegesNeglect"] }), NOW);
      expect(first).toMatchObject({ rowId: "danger", isUrgent: true, because: "Neglect is alleged." });
    }
  });

  test("age, silence and clocks decide each for themselves, the higher level first", () => {
    const matrix = aMatrix(
      aRow({ ageDaysAtLeast: 30 }, { id: "old", level: 1 }),
      aRow({ unheardDaysAtLeast: 7 }, { id: "silent", level: 2 }),
      aRow({ severityAtLeast: 2 }, { id: "serious", level: 3 }),
    );
    const facts = someFacts({ receivedAt: daysAgo(40), unheardSince: daysAgo(40) });
    expect(decideEscalation(matrix, facts, NOW).map(({ rowId }) => rowId)).toEqual(["serious", "silent", "old"]);
  });
});

describe("the occasion", () => {
  const occasionOf = (when: Condition, facts: Partial<EscalationFacts>, now = NOW) =>
    decideEscalation(aMatrix(aRow(when)), someFacts(facts), now).find(({ rowId }) => rowId === "one")?.occasion;

  test("of age stays the same while it goes on", () => {
    const receivedAt = daysAgo(40);
    expect(occasionOf({ ageDaysAtLeast: 30 }, { receivedAt })).toBe(
      occasionOf({ ageDaysAtLeast: 30 }, { receivedAt }, new Date(NOW.getTime() + 86_400_000)),
    );
  });

  test("of silence is another once they have heard from us", () => {
    const silence = (days: number) => occasionOf({ unheardDaysAtLeast: 7 }, { unheardSince: daysAgo(days) });
    expect(silence(20)).toBe(silence(20));
    expect(silence(20)).not.toBe(silence(8));
  });

  test("of a clock is its name, state and running", () => {
    const clock = (key: string) => ({ clocks: [{ clock: "update", state: "late" as const, key }] });
    const when: Condition = { clock: { state: "late", clock: null } };
    expect(occasionOf(when, clock("a"))).not.toBe(occasionOf(when, clock("b")));
  });

  test("of a late clock that only a row for those due soon looks at is the one it had", () => {
    const when: Condition = { clock: { state: "due_soon", clock: null } };
    const at = (state: ClockStanding["state"]) => ({ clocks: [{ clock: "resolve", state, key: "a" }] });
    expect(occasionOf(when, at("late"))).toBe(occasionOf(when, at("due_soon")));
  });

  test("of facts names those that are recorded", () => {
    const occasion = (alleged: EscalationFacts["alleged"]) =>
      decideEscalation(aMatrix(), someFacts({ alleged }), NOW)[0]?.occasion;
    expect(occasion(["allegesHarm", "allegesAbuse"])).toBe("facts allegesAbuse allegesHarm");
    expect(occasion(["allegesHarm", "isMedicareRights"])).toBe("facts allegesHarm");
  });
});

test("each clock decides for itself, and being late comes before being due soon", () => {
  const matrix = aMatrix(
    aRow({ clock: { state: "due_soon", clock: null } }, { id: "soon", level: 1 }),
    aRow({ clock: { state: "late", clock: "resolve" } }, { id: "late", level: 2 }),
  );
  const clocks = [
    { clock: "acknowledge", state: "late", key: "a" },
    { clock: "resolve", state: "late", key: "b" },
    { clock: "update", state: "due_soon", key: "c" },
  ] as const;
  expect(decideEscalation(matrix, someFacts({ clocks }), NOW).map(({ rowId, because }) => [rowId, because])).toEqual([
    ["late", "The answer is late."],
    ["soon", "The acknowledgement is late."],
    ["soon", "The progress update is due soon."],
  ]);
});

test("by the default matrix nothing happens to a fresh complaint, and harm goes to level 3 at any hour", () => {
  for (const severity of [1, 2, 3]) expect(decideEscalation(DEFAULT_MATRIX, someFacts({ severity }), NOW)).toEqual([]);
  for (const fact of ["allegesAbuse", "allegesNeglect", "allegesHarm"] as const) {
    expect(decideEscalation(DEFAULT_MATRIX, someFacts({ alleged: [fact] }), NOW)).toMatchObject([
      { level: 3, isUrgent: true },
    ]);
  }
});

test.each(PACKS.map((pack) => [pack.id, pack] as const))(
  "the default matrix under %s names only what is asked there",
  (id, { asks }) => {
    const { rows } = defaultMatrixFor(matrixFactsOf(asks));
    const isUnitedStates = id === "us-hospital";
    expect(rows.some((row) => row.id === "rights")).toBe(isUnitedStates);
    expect(
      /Medicare|federal/.test(
        rows.map((row) => describeRow(row, { nameOf: () => "", rowNumberOf: () => 1 })).join(" "),
      ),
    ).toBe(isUnitedStates);
    expect(rows.map((row) => row.id)).toEqual(
      DEFAULT_MATRIX.rows.map((row) => row.id).filter((row) => isUnitedStates || row !== "rights"),
    );
  },
);
