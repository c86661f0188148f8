import { describe, expect, test } from "vitest";
import { DEFAULT_WEEK } from "@/lib/calendar/rules/week";
import { describeChip, describeDue, dueLabel, isDueBy, tellMoves } from "@/lib/clock/labels";
import { type CaseFactRows, clocksOf } from "@/lib/clock/rules/facts";
import { keepClock, NEVER_DUE, nextDue, nextSweep, soonBefore } from "@/lib/clock/rules/kept";
import { PACKS, packOf } from "@/lib/regulation/rules";

const calendar = { zone: "Europe/London", hours: DEFAULT_WEEK, closed: [], openings: {} };
const at = (text: string) => new Date(text);
const NOW = at("2026-05-12T09:30:00Z");

const ROWS: CaseFactRows = {
  ...{ kind: "complaint", severity: 2, channel: "phone", reporterKind: "patient", kindRuleId: null, kindSince: null },
  ...{ receivedAt: NOW, answeredAt: null, toldAt: null, closedAt: null, mergedAt: null, facts: null },
  ...{ heard: [], waits: [], closings: [], pastAnswers: [], pauses: [], extensions: [] },
  ...{ splitFrom: null, merged: [] },
};
const PLAIN = packOf({ packId: "plain", packVersion: "2026-1" });

const kept = (rows: Partial<CaseFactRows>, { now = NOW, pack = PLAIN, limit = "resolve" } = {}) => {
  const known = clocksOf(pack, { ...ROWS, ...rows });
  const clock = known.clocks.find(({ limit: { id } }) => id === limit);
  if (!clock) throw new Error("there is no such clock");
  return keepClock(clock, known, { calendar, now });
};

describe("the clocks of a case's rows", () => {
  test.each([
    ["any word from us, where the pack asks for no more", "plain", "phone", false, true],
    ["nothing that is not marked, where it wants it in writing", "new-zealand", "email", false, false],
    ["what is marked, where it wants it in writing", "new-zealand", "email", true, true],
    ["nothing that is not marked, where it wants that of what was spoken", "wales", "phone", false, false],
    ["what is marked, where it wants that of what was spoken", "wales", "phone", true, true],
    ["any word from us, where it wants that of what was spoken alone", "wales", "letter", false, true],
  ] as const)("are acknowledged by %s", (_name, packId, channel, isAcknowledgement, isMet) => {
    const pack = PACKS.find(({ id }) => id === packId) ?? PLAIN;
    const heard = [{ at: at("2026-05-13T10:00:00Z"), channel: "letter" as const, isAcknowledgement }];
    const now = at("2026-05-14T10:00:00Z");
    const rows = { heard, channel, kind: "grievance" } as const;
    expect(kept(rows, { now, pack, limit: "acknowledge" }).metAt !== null).toBe(isMet);
  });

  test.each([
    ["consent", true],
    ["patient", true],
    ["unit", false],
    ["outside_body", false],
  ] as const)("while it waits for %s stand still: %s", (waitingFor, isPaused) => {
    const waits = [{ for: waitingFor, since: at("2026-05-14T08:00:00Z"), endedAt: null }];
    const shown = kept({ waits }, { now: at("2026-05-20T08:00:00Z") });
    expect(shown.isPaused).toBe(isPaused);
    expect(shown.dueAt).toEqual(at("2026-06-11T22:59:59.999Z"));
  });

  test("end with a closing that had no answer, and with a merge", () => {
    const closedAt = at("2026-05-14T08:00:00Z");
    expect(kept({ closedAt })).toMatchObject({ isOpen: false, metAt: null, endedAt: closedAt });
    expect(kept({ mergedAt: closedAt })).toMatchObject({ isOpen: false, endedAt: closedAt });
    const answered = kept({ closedAt, answeredAt: NOW }, { now: closedAt });
    expect(answered).toMatchObject({ isOpen: false, metAt: NOW, endedAt: null });
  });

  test("have the time left at the answer after a reopening, and no more by closing twice", () => {
    const first = { closedAt: at("2026-05-25T10:00:00Z"), answeredAt: at("2026-05-22T10:00:00Z") };
    const closings = [{ ...first, reopenedAt: at("2026-06-22T10:00:00Z") }];
    // Ten of thirty days were used when they were told, and twenty were left.
    const reopened = kept({ closings }, { now: at("2026-06-22T10:00:00Z") });
    expect(reopened.dueAt).toEqual(at("2026-07-12T22:59:59.999Z"));
    const twice = [
      ...closings,
      { closedAt: at("2026-06-22T11:00:00Z"), answeredAt: null, reopenedAt: at("2026-06-22T12:00:00Z") },
    ];
    expect(kept({ closings: twice }, { now: at("2026-06-22T12:00:00Z") }).dueAt).toEqual(reopened.dueAt);
  });

  test("have the time left at the answer when it is looked into again, as after a reopening", () => {
    const pastAnswers = [{ answeredAt: at("2026-05-22T10:00:00Z"), lookedAgainAt: at("2026-06-22T10:00:00Z") }];
    const again = kept({ pastAnswers }, { now: at("2026-06-22T10:00:00Z") });
    expect(again).toMatchObject({ isOpen: true, metAt: null, dueAt: at("2026-07-12T22:59:59.999Z") });
    expect(kept({ pastAnswers }, { limit: "acknowledge", now: at("2026-06-22T10:00:00Z") })).toMatchObject({
      metAt: at("2026-05-22T10:00:00Z"),
    });
  });

  const older = { ...ROWS, receivedAt: at("2026-05-02T09:30:00Z"), mergedAt: at("2026-05-22T09:30:00Z") };
  const into = (rows: Partial<CaseFactRows>) => ({ merged: [{ at: older.mergedAt, rows: { ...older, ...rows } }] });
  const pause = (from: string, until: string) => ({ from: at(from), until: at(until), reasonId: "consent" });
  const now = at("2026-05-22T10:00:00Z");

  test("win no time by a merge: they stood still only while both did", () => {
    const [early, late] = [
      pause("2026-05-04T10:00:00Z", "2026-05-06T10:00:00Z"),
      pause("2026-05-14T10:00:00Z", "2026-05-18T10:00:00Z"),
    ];
    const due = (rows: Partial<CaseFactRows>) => kept(rows, { now }).dueAt;
    expect(due(into({}))).toEqual(at("2026-06-01T22:59:59.999Z"));
    expect(due({ ...into({}), pauses: [late] })).toEqual(at("2026-06-01T22:59:59.999Z"));
    expect(due(into({ pauses: [early, late] }))).toEqual(at("2026-06-03T22:59:59.999Z"));
    expect(due({ ...into({ pauses: [late] }), pauses: [late] })).toEqual(at("2026-06-05T22:59:59.999Z"));
  });

  test("have what was done before a split, and no more", () => {
    const heard = [{ at: at("2026-05-13T10:00:00Z"), channel: "letter" as const, isAcknowledgement: false }];
    const pauses = [pause("2026-05-14T10:00:00Z", "2026-05-30T10:00:00Z")];
    const splitFrom = { at: at("2026-05-18T10:00:00Z"), rows: { ...ROWS, heard, pauses } };
    expect(kept({ splitFrom }, { now, limit: "acknowledge" })).toMatchObject({ metAt: heard[0]?.at });
    expect(kept({ splitFrom }, { now })).toMatchObject({ isPaused: false, dueAt: at("2026-06-15T22:59:59.999Z") });
  });

  test("are no other where a case is merged back into the one it was split from", () => {
    const pauses = [pause("2026-05-13T10:00:00Z", "2026-05-16T10:00:00Z")];
    const rows = { ...older, receivedAt: NOW, splitFrom: { at: at("2026-05-20T10:00:00Z"), rows: null } };
    const back = kept({ pauses, merged: [{ at: older.mergedAt, rows }] }, { now });
    expect(back.dueAt).toEqual(kept({ pauses }, { now }).dueAt);
  });
});

describe("what is kept", () => {
  test.each([
    ["30 days", "2026-05-01T00:00:00Z", "2026-05-31T00:00:00Z", "2026-05-29T00:00:00Z"],
    ["a day", "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z", "2026-05-01T18:00:00Z"],
    ["nothing", "2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z"],
  ])("of %s is soon due two days before, or with a quarter left", (_name, from, due, soon) => {
    expect(soonBefore(at(from), at(due))).toEqual(at(soon));
  });

  test("is swept at the next stage, and not while it stands still or is done", () => {
    const clock = kept({});
    expect(nextSweep(clock, NOW)).toEqual(clock.dueSoonAt);
    expect(nextSweep(clock, clock.dueSoonAt)).toEqual(clock.dueAt);
    expect(nextSweep({ ...clock, isPaused: true }, NOW)).toBeNull();
    expect(nextSweep({ ...clock, isOpen: false }, NOW)).toBeNull();
    expect(nextDue([clock, { ...clock, dueAt: NOW, isPaused: true }])).toEqual(clock.dueAt);
    expect(nextDue([{ ...clock, isOpen: false }])).toEqual(NEVER_DUE);
  });
});

describe("a due time in words", () => {
  const zone = "Europe/London";
  test.each([
    ["2026-05-12T16:00:00Z", "Due today 17:00"],
    ["2026-05-13T16:00:00Z", "Due tomorrow 17:00"],
    ["2026-05-13T22:59:59.999Z", "Due tomorrow"],
    ["2026-05-19T22:59:59.999Z", "Due Tue 19 May"],
    ["2027-05-19T22:59:59.999Z", "Due 19 May 2027"],
    ["2026-05-12T09:29:30Z", "1 min late"],
    ["2026-05-12T06:10:00Z", "3 h late"],
    ["2026-05-10T22:59:59.999Z", "2 days late"],
    ["2026-05-11T22:59:59.999Z", "1 day late"],
  ])("%s is: %s", (due, words) => {
    expect(describeDue(at(due), NOW, zone)).toBe(words);
  });

  test.each([
    ["2026-05-12T16:00:00Z", "2026-05-12T09:00:00Z", false, "soon", true],
    ["2026-05-12T16:00:00Z", "2026-05-12T10:00:00Z", false, "neutral", true],
    ["2026-05-12T09:00:00Z", "2026-05-12T08:00:00Z", false, "late", true],
    ["2026-05-12T09:00:00Z", "2026-05-12T08:00:00Z", true, "paused", false],
    ["2026-05-15T09:00:00Z", "2026-05-14T08:00:00Z", false, "neutral", false],
  ])("due %s, soon from %s, paused %s looks %s", (dueAt, dueSoonAt, isPaused, tone, isToday) => {
    const chip = { clock: "resolve" as const, dueAt, dueSoonAt, isPaused };
    expect(describeChip(chip, NOW, zone).tone).toBe(tone);
    expect(isDueBy(chip, NOW, zone)).toBe(isToday);
  });

  test("says the day, and the time where it is not the end of one", () => {
    expect(dueLabel(at("2026-05-19T22:59:59.999Z"), zone)).toBe("Tue 19 May");
    expect(dueLabel(at("2026-05-19T16:00:00Z"), zone)).toBe("Tue 19 May 17:00");
    expect(tellMoves({ moved: 14, earlier: 3 })).toBe("14 due times moved, 3 of them earlier");
    expect(tellMoves({ moved: 2, earlier: 2 })).toBe("2 due times moved, all of them earlier");
  });
});
