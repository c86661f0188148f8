import { describe, expect, test } from "vitest";
import { describeMinutes, describeQuiet, describeRow, describeTimeLeft, routeBeside } from "@/lib/escalation/labels";
import type { MatrixRow, TargetRole } from "@/lib/escalation/rules/matrix";
import { ANA, aRow, BEN, NOW, PEOPLE } from "./matrices";

const naming = {
  nameOf: (personId: string) => PEOPLE.find(({ id }) => id === personId)?.name ?? "nobody",
  rowNumberOf: () => 4,
};

describe("a row in a sentence", () => {
  test.each<[MatrixRow, string]>([
    [
      aRow({ facts: ["allegesAbuse", "allegesHarm"] }, { overridesQuietHours: true, level: 3 }),
      "When abuse is alleged or harm is alleged: level 3, to supervisors of the site, at any hour. They answer within 1 hour; if not, it stays with them.",
    ],
    [
      aRow(
        { kinds: ["grievance", "complaint", "inquiry"], severityAtLeast: 2, ageDaysAtLeast: 1 },
        {
          target: { by: "person", personId: ANA },
          fallbackPersonId: BEN,
          counts: "business",
          answerWithinMinutes: 1_470,
        },
      ),
      "When it has been open for 1 day, and severity is medium or high, and it is a grievance, a complaint or an inquiry: level 1, to Ana, or else Ben. They answer within 24 hours 30 minutes of working time; if not, it stays with them.",
    ],
    [
      aRow(
        { clock: { state: "due_soon", clock: null }, unheardDaysAtLeast: 7, repeatsAtLeast: 2, harmAtLeast: 4 },
        { target: { by: "duty" }, ifUnanswered: { do: "repeat" } },
      ),
      "When the harm they tell of is at least major, and any time limit is due soon, and they have not heard from us for 7 days, and it is the 2nd case or more of a patient in 12 months: level 1, to whoever is on call. They answer within 1 hour; if not, they are told again.",
    ],
    [
      aRow(null, { ifUnanswered: { do: "go_on", rowId: "x" } }),
      "Only when another row goes on to this one: level 1, to supervisors of the site. They answer within 1 hour; if not, row 4 follows.",
    ],
    [
      aRow({}),
      "Never: it asks for nothing: level 1, to supervisors of the site. They answer within 1 hour; if not, it stays with them.",
    ],
  ])("%#", (row, sentence) => {
    expect(describeRow(row, naming)).toBe(sentence);
  });
});

test.each([
  [45, "45 minutes"],
  [60, "1 hour"],
  [90, "1 hour 30 minutes"],
  [1_440, "1 day"],
  [4_500, "3 days 3 hours"],
  [Number.NaN, "…"],
])("%i minutes are %s", (minutes, words) => {
  expect(describeMinutes(minutes)).toBe(words);
});

test.each([
  [0, "0 min left", false],
  [59.9, "59 min left", false],
  [120, "2 h left", false],
  [-0.5, "0 min late", true],
  [-185, "3 h late", true],
  [-47 * 60, "47 h late", true],
  [49 * 60, "2 d left", false],
])("%d minutes from now: %s", (minutes, text, isLate) => {
  expect(describeTimeLeft(new Date(NOW.getTime() + minutes * 60_000), NOW)).toEqual({ text, isLate });
});

test("quiet hours in words", () => {
  expect([describeQuiet(null), describeQuiet({ from: "20:00", until: "07:00" })]).toEqual([null, "20:00 to 07:00"]);
});

test.each<[string | null, TargetRole | null, ReturnType<typeof routeBeside>]>([
  [null, null, { names: null, why: null }],
  ["Managers of the site.", "manager", { names: null, why: null }],
  ["Managers of the site: Ana, Ben.", "manager", { names: "Ana, Ben", why: null }],
  [
    "Level 1 went unanswered. Managers of the site: Ana, J. Ben.",
    "manager",
    { names: "Ana, J. Ben", why: "Level 1 went unanswered." },
  ],
  [
    "Nobody is on call. The managers of the site are away. Supervisors of the site: Ben, Cleo.",
    "supervisor",
    { names: "Ben, Cleo", why: "Nobody is on call. The managers of the site are away." },
  ],
  ["Managers of the site: Ana.", null, { names: null, why: "Managers of the site: Ana." }],
  ["Asked Ana, away until 3 Dec, so Ben.", "manager", { names: null, why: "Asked Ana, away until 3 Dec, so Ben." }],
])("the route %o beside the role %s says it once", (route, toRole, shown) => {
  expect(routeBeside(route, toRole)).toEqual(shown);
});
