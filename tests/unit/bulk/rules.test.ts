import { describe, expect, test } from "vitest";
import { BULK_EVENTS, groupLeft, UNDO_HOURS, whyNot, whyNoUndo, wrongDay } from "@/lib/bulk/rules";
import { type BulkDeedInput, beginBulkSchema, bulkDeedSchema, MOST_PICKED, previewBulkSchema } from "@/lib/bulk/schema";
import type { BulkAround, BulkFacts } from "@/lib/bulk/types";
import { WORKFLOW } from "@/lib/case/workflow";
import { newId } from "@/lib/shared/ids";

const SITE = "0199aaaa-0000-7000-8000-000000000001";
const ME = "0199aaaa-0000-7000-8000-000000000002";
const DANA = "0199aaaa-0000-7000-8000-000000000003";

const associate = { personId: ME, grants: [{ role: "associate" as const, siteId: SITE, unitId: null }] };
const supervisor = { personId: ME, grants: [{ role: "supervisor" as const, siteId: SITE, unitId: null }] };
const auditor = { personId: ME, grants: [{ role: "auditor" as const, siteId: SITE, unitId: null }] };

const open: BulkFacts = {
  ...{ siteId: SITE, state: "investigating", ownerId: DANA, ownerName: "Dana", isEscalated: false },
  ...{ mergedInto: null, today: "2026-05-12", tags: ["parking"] },
};
const around: BulkAround = { owner: { id: ME, name: "Me", siteIds: [SITE] }, retiredAt: [] };
const deedOf = (given: Record<string, string>): BulkDeedInput => bulkDeedSchema.parse(given);

const assign = deedOf({ deed: "assign", ownerId: ME });
const take = deedOf({ deed: "take" });
const escalate = deedOf({ deed: "escalate", reason: "Soon", level: "1" });
const followUp = deedOf({ deed: "follow_up", what: "Call", dueOn: "2026-05-12", channel: "phone", doneBy: "owner" });

describe("the day that a deed asks for", () => {
  const due = (dueOn: string) => ({ ...followUp, dueOn }) as BulkDeedInput;
  const wait = (until: string) => deedOf({ deed: "wait", waitingFor: "unit", reason: "Rota", until });
  test.each<[string, BulkDeedInput, string[], Record<string, string> | null]>([
    ["today", due("2026-05-12"), ["2026-05-12"], null],
    [
      "past",
      due("2026-05-11"),
      ["2026-05-12", "2026-05-13"],
      { dueOn: "This day is past. Choose today or a day to come." },
    ],
    ["past at one site alone", due("2026-05-12"), ["2026-05-13", "2026-05-12"], null],
    ["too far", due("2028-05-12"), ["2026-05-12"], { dueOn: "This is more than a year away. Choose sooner." }],
    [
      "of a wait, today",
      wait("2026-05-12"),
      ["2026-05-12"],
      { until: "The day to look again is not to come any more." },
    ],
    ["of a wait, to come", wait("2026-05-13"), ["2026-05-12"], null],
    ["of a wait without one", wait(""), ["2026-05-12"], null],
    ["of what has none", take, ["2026-05-12"], null],
    ["where there is no case", due("2026-05-11"), [], null],
  ])("%s", (_, deed, todays, wrong) => {
    expect(wrongDay(deed, todays)).toEqual(wrong);
  });
});

describe("why a deed cannot be done to a case", () => {
  test.each([
    ["assigning, by a supervisor", supervisor, assign, {}, null],
    ["assigning, by an associate", associate, assign, {}, /role/],
    ["assigning a closed one", supervisor, assign, { state: "closed" }, /closed/],
    ["assigning to who has it", supervisor, assign, { ownerId: ME }, "It is with Me already."],
    ["assigning where they do not work", supervisor, assign, { siteId: "elsewhere" }, /role/],
    ["anything to a merged one", supervisor, assign, { mergedInto: "PR-26-000001-9" }, /merged into PR-26-000001-9/],
    ["taking what nobody has", associate, take, { ownerId: null, ownerName: null }, null],
    ["taking what somebody has", associate, take, {}, "Dana has it. A supervisor can give it to you."],
    ["taking over, by a supervisor", supervisor, take, {}, null],
    ["taking what one has", associate, take, { ownerId: ME }, "You have it already."],
    ["taking, by who only reads", auditor, take, { ownerId: null }, /role/],
    [
      "looking into what is triaged",
      associate,
      deedOf({ deed: "move", event: "investigate" }),
      { state: "triaged" },
      null,
    ],
    [
      "looking into what is looked into",
      associate,
      deedOf({ deed: "move", event: "investigate" }),
      {},
      /investigating/,
    ],
    [
      "a step of what nobody has",
      associate,
      deedOf({ deed: "move", event: "draft_response" }),
      { ownerId: null },
      /Nobody/,
    ],
    ["going on with what waits", associate, deedOf({ deed: "move", event: "resume" }), { state: "waiting" }, null],
    ["waiting", associate, deedOf({ deed: "wait", waitingFor: "unit", reason: "Rota", until: "2026-05-13" }), {}, null],
    [
      "waiting until today",
      associate,
      deedOf({ deed: "wait", waitingFor: "unit", reason: "Rota", until: "2026-05-12" }),
      {},
      /day/,
    ],
    ["a new tag", associate, deedOf({ deed: "tag", label: "Night" }), {}, null],
    ["a tag that is on it", associate, deedOf({ deed: "tag", label: "PARKING" }), {}, "It has this tag already."],
    ["an eleventh tag", associate, deedOf({ deed: "tag", label: "Night" }), { tags: [..."abcdefghij"] }, /10 tags/],
    ["taking a tag off", associate, deedOf({ deed: "untag", label: "Parking" }), {}, null],
    [
      "taking a tag off that is not on",
      associate,
      deedOf({ deed: "untag", label: "Night" }),
      {},
      "This tag is not on it.",
    ],
    ["tagging a closed one", associate, deedOf({ deed: "tag", label: "Night" }), { state: "closed" }, /closed/],
    ["escalating", associate, escalate, {}, null],
    ["escalating twice", associate, escalate, { isEscalated: true }, /already/],
    ["escalating a closed one", associate, escalate, { state: "closed" }, /closed/],
    ["following up", associate, followUp, {}, null],
    ["following up on a closed one", associate, followUp, { state: "closed" }, null],
    ["following up by an owner who is not", associate, followUp, { ownerId: null }, /Nobody has it/],
    ["following up yesterday", associate, followUp, { today: "2026-05-13" }, /past/],
  ] as const)("%s", (_what, viewer, deed, facts, expected) => {
    const why = whyNot(viewer, { deed, facts: { ...open, ...facts } as BulkFacts, around });
    if (expected instanceof RegExp) expect(why).toMatch(expected);
    else expect(why).toBe(expected);
  });

  test("names who does not work cases at a site, and a tag that is not used there any more", () => {
    const nowhere = { owner: { id: DANA, name: "Dana", siteIds: [] }, retiredAt: [SITE] };
    const facts = { ...open, ownerId: null };
    expect(whyNot(supervisor, { deed: assign, facts, around: nowhere })).toBe("Dana does not work cases at its site.");
    const tag = deedOf({ deed: "tag", label: "Night" });
    expect(whyNot(supervisor, { deed: tag, facts, around: nowhere })).toMatch(/not used any more/);
  });
});

test("the steps offered for many need nothing of a case but an owner", () => {
  for (const event of BULK_EVENTS) expect(WORKFLOW[event].needs).toEqual(["owner"]);
});

test("what stays is grouped by reason, the most frequent first, and names a dozen", () => {
  const closed = Array.from({ length: 15 }, (_, index) => ({ why: "It is closed.", reference: `PR-${index}` }));
  const [first, second] = groupLeft([{ why: "You have it already.", reference: "PR-x" }, ...closed]);
  expect(first).toMatchObject({ why: "It is closed.", count: 15 });
  expect(first?.references).toHaveLength(12);
  expect(second).toEqual({ why: "You have it already.", count: 1, references: ["PR-x"] });
});

test("a change is taken back for a day", () => {
  const endedAt = new Date("2026-05-12T09:30:00Z");
  const after = (hours: number) => new Date(endedAt.getTime() + hours * 3_600_000);
  expect(whyNoUndo(endedAt, after(UNDO_HOURS))).toBeNull();
  expect(whyNoUndo(endedAt, after(UNDO_HOURS + 1))).toMatch(/24 hours/);
});

describe("what a form sends", () => {
  const id = newId();
  test("picked cases with or without the version that was seen", () => {
    expect(previewBulkSchema.parse({ deed: "take", cases: `${id},${id}` }).cases).toEqual([
      { caseId: id, seenVersion: null },
    ]);
    const begun = { deed: "take", runId: newId(), asOf: "2026-05-12T09:30:00.000Z" };
    expect(beginBulkSchema.parse({ ...begun, cases: `${id}:7` }).cases).toEqual([{ caseId: id, seenVersion: 7 }]);
    expect(beginBulkSchema.parse(begun).cases).toEqual([]);
  });

  test.each([
    ["no deed", { cases: id }],
    ["a made-up deed", { deed: "delete", cases: id }],
    ["a made-up case", { deed: "take", cases: "1" }],
    [
      "more cases than one picks by hand",
      { deed: "take", cases: Array.from({ length: MOST_PICKED + 1 }, newId).join() },
    ],
    ["ten thousand cases", { deed: "take", cases: Array.from({ length: 10_000 }, newId).join() }],
    ["nobody to assign to", { deed: "assign", cases: id }],
    ["a step that each case takes by itself", { deed: "move", event: "close", cases: id }],
    ["a version beyond numbers", { deed: "take", cases: `${id}:9999999999` }],
  ])("%s is refused", (_what, form) => {
    expect(previewBulkSchema.safeParse(form).success).toBe(false);
  });
});
