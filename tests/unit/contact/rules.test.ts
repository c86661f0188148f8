import { describe, expect, test } from "vitest";
import { readContactTimes, warnOfClockChange } from "@/lib/contact/rules/contact-times";
import { daysUnheard, hasHeardFromUs } from "@/lib/contact/rules/heard";
import { findMentions, mentionBegunIn, suggestColleagues } from "@/lib/contact/rules/mentions";
import { needsSummary, outcomesOf } from "@/lib/contact/rules/outcomes";
import { ContactChannel, ContactDirection, ContactOutcome } from "@/lib/contact/schema";

const NOW = new Date("2026-11-21T20:00:00Z");

describe("how a contact can end", () => {
  test("is offered for every way and direction, each once", () => {
    for (const direction of Object.values(ContactDirection)) {
      for (const channel of Object.values(ContactChannel)) {
        const outcomes = outcomesOf(direction, channel);
        expect(outcomes.length).toBeGreaterThan(0);
        expect(new Set(outcomes).size).toBe(outcomes.length);
      }
    }
  });

  test.each([
    ["outgoing", "phone", ["reached", "left_message", "no_answer", "wrong_number"]],
    ["outgoing", "in_person", ["reached", "left_message", "no_answer"]],
    ["outgoing", "letter", ["sent", "returned"]],
    ["incoming", "phone", ["reached", "left_message"]],
    ["incoming", "email", ["received"]],
  ] as const)("%s by %s", (direction, channel, outcomes) => {
    expect(outcomesOf(direction, channel)).toEqual(outcomes);
  });

  test("asks for words only where something was said", () => {
    expect(Object.values(ContactOutcome).filter(needsSummary)).toEqual(["reached", "sent", "received"]);
  });
});

describe("whether the patient heard from us", () => {
  const call = {
    direction: "outgoing",
    outcome: "reached",
    party: "patient",
    mayBeTold: "yes",
    voidedAt: null,
  } as const;
  test.each([
    ["by a talk that we began", {}, true],
    ["by a letter that we sent", { outcome: "sent" }, true],
    ["by a letter that came back", { outcome: "returned" }, false],
    ["by a message left, which nobody may have heard", { outcome: "left_message" }, false],
    ["by a call nobody took", { outcome: "no_answer" }, false],
    ["by a wrong number", { outcome: "wrong_number" }, false],
    ["by a talk that they began", { direction: "incoming" }, false],
    ["by what they sent", { direction: "incoming", outcome: "received" }, false],
    ["through somebody who may be told", { party: "other" }, true],
    ["through somebody who may not be told", { party: "other", mayBeTold: "no" }, false],
    ["through somebody of whom nobody checked it", { party: "other", mayBeTold: "not_checked" }, false],
    ["by a contact that is voided", { voidedAt: NOW }, false],
  ] as const)("%s", (_what, change, heard) => {
    expect(hasHeardFromUs({ ...call, ...change })).toBe(heard);
  });
});

describe("the days since the patient last heard from us", () => {
  const received = new Date("2026-11-10T15:00:00Z");
  const at = (iso: string) => new Date(iso);
  test.each([
    ["count from the last time", "2026-11-18T10:00:00Z", null, 3],
    ["are none on the day itself", "2026-11-21T00:10:00Z", null, 0],
    ["are one as soon as the date is another", "2026-11-20T23:50:00Z", null, 1],
    ["count from receipt where they never heard", null, null, 11],
    ["count from receipt where they heard before it", "2026-10-01T10:00:00Z", null, 11],
    ["are not counted on a case that is closed", "2026-11-18T10:00:00Z", "2026-11-19T10:00:00Z", null],
  ])("%s", (_what, heard, closed, days) => {
    const waiting = {
      receivedAt: received,
      lastHeardAt: heard ? at(heard) : null,
      closedAt: closed ? at(closed) : null,
    };
    expect(daysUnheard(waiting, NOW, "Europe/London")).toBe(days);
  });

  test("are those of the site's calendar", () => {
    const waiting = { receivedAt: received, lastHeardAt: at("2026-11-20T10:30:00Z"), closedAt: null };
    expect(daysUnheard(waiting, at("2026-11-20T11:30:00Z"), "Pacific/Auckland")).toBe(1);
    expect(daysUnheard(waiting, at("2026-11-20T11:30:00Z"), "America/New_York")).toBe(0);
  });

  test("are whole across the change of the clocks", () => {
    const waiting = { receivedAt: at("2026-10-20T08:00:00Z"), lastHeardAt: at("2026-10-24T22:30:00Z"), closedAt: null };
    expect(daysUnheard(waiting, at("2026-10-26T00:10:00Z"), "Europe/London")).toBe(2);
  });

  test("are never below none, whatever a clock ahead of ours wrote down", () => {
    const waiting = { receivedAt: received, lastHeardAt: at("2026-11-23T10:00:00Z"), closedAt: null };
    expect(daysUnheard(waiting, NOW, "Europe/London")).toBe(0);
  });
});

describe("when a contact was", () => {
  const place = { zone: "Europe/London", receivedAt: new Date("2026-10-20T08:00:00Z"), bornOn: new Date("1959-03-12") };
  const typed = { at: null, atTurn: null, interpreterFrom: null, interpreterTo: null };
  const read = (change: object, now = NOW) => readContactTimes({ ...typed, ...change }, place, now);
  const errorsOf = (change: object) => {
    const times = read(change);
    return "errors" in times ? times.errors : null;
  };

  test("is now where nothing was typed", () => {
    expect(read({})).toEqual({ at: NOW, interpreterStartedAt: null, interpreterEndedAt: null });
  });

  test("is what the clocks of the site showed", () => {
    expect(read({ at: "2026-10-24T14:05" })).toMatchObject({ at: new Date("2026-10-24T13:05:00Z") });
    expect(read({ at: "2026-10-26T14:05" })).toMatchObject({ at: new Date("2026-10-26T14:05:00Z") });
  });

  test("is asked for where the clocks showed it twice", () => {
    expect(errorsOf({ at: "2026-10-25T01:30" })).toEqual({ at: expect.stringContaining("came twice") });
    expect(read({ at: "2026-10-25T01:30", atTurn: "first" })).toMatchObject({ at: new Date("2026-10-25T00:30:00Z") });
    expect(read({ at: "2026-10-25T01:30", atTurn: "second" })).toMatchObject({ at: new Date("2026-10-25T01:30:00Z") });
  });

  test.each([
    ["2026-03-29T01:30", "There was no 01:30 on 29 Mar 2026: the clocks went forward. Enter a time before or after."],
    ["2026-11-21T20:01", "This lies in the future. Log a contact once it has taken place."],
    ["2026-11-22T09:00", "This lies in the future. Log a contact once it has taken place."],
    ["1959-03-11T23:59", "This is before the patient was born."],
    ["2025-10-10T12:00", "This is more than a year before the case was received. Check the year."],
  ])("is refused at %s", (at, message) => {
    expect(errorsOf({ at })).toEqual({ at: message });
  });

  test("may be the very minute that is now", () => {
    expect(errorsOf({ at: "2026-11-21T20:00" })).toBeNull();
  });

  test("holds the interpreter's times of that day, or past its midnight", () => {
    expect(read({ at: "2026-11-20T14:00", interpreterFrom: "14:05", interpreterTo: "14:40" })).toMatchObject({
      interpreterStartedAt: new Date("2026-11-20T14:05:00Z"),
      interpreterEndedAt: new Date("2026-11-20T14:40:00Z"),
    });
    expect(read({ at: "2026-11-19T23:40", interpreterFrom: "23:50", interpreterTo: "00:20" })).toMatchObject({
      interpreterStartedAt: new Date("2026-11-19T23:50:00Z"),
      interpreterEndedAt: new Date("2026-11-20T00:20:00Z"),
    });
  });

  test.each([
    [{ at: "2026-11-20T14:00", interpreterFrom: "14:40", interpreterTo: "14:05" }, "interpreterTo"],
    [{ at: "2026-11-21T19:00", interpreterFrom: "19:05", interpreterTo: "20:05" }, "interpreterTo"],
    [{ at: "2026-11-21T19:00", interpreterFrom: "20:30" }, "interpreterFrom"],
  ])("refuses interpreter's times that cannot be: %j", (change, field) => {
    expect(Object.keys(errorsOf(change) ?? {})).toEqual([field]);
  });

  test.each([
    ["2026-03-29T01:30", "skipped"],
    ["2026-10-25T01:30", "twice"],
    ["2026-10-25T03:30", undefined],
    ["", undefined],
  ])("is warned of while it is typed: %j", (local, kind) => {
    expect(warnOfClockChange(local, "Europe/London")?.kind).toBe(kind);
  });
});

describe("colleagues named in a note", () => {
  const people = ["Ann Lee", "Ann Lee Park", "Dana Moreau", "Zoë Čapek", "X"].map((name) => ({ id: name, name }));
  const named = (text: string) => findMentions(text, people).map(({ name }) => name);
  test.each([
    ["@Dana Moreau please call", ["Dana Moreau"]],
    ["please call, @Dana Moreau.", ["Dana Moreau"]],
    ["(@Dana Moreau)", ["Dana Moreau"]],
    ["@Dana Moreau and @Zoë Čapek", ["Dana Moreau", "Zoë Čapek"]],
    ["@Ann Lee Park", ["Ann Lee Park"]],
    ["@Ann Lee, with @Ann Lee Park", ["Ann Lee", "Ann Lee Park"]],
    ["Dana Moreau", []],
    ["@dana moreau", []],
    ["@Dana", []],
    ["@Dana Moreaux", []],
    ["mail@X.example", []],
    ["@X", ["X"]],
    ["", []],
  ])("in %j", (text, names) => {
    expect(named(text)).toEqual(names);
  });

  test.each([
    ["call @", ""],
    ["call @da", "da"],
    ["@Dana M", "Dana M"],
    ["mail@da", null],
    ["@da\nnext", null],
    ["no sign", null],
    [`@${"x".repeat(41)}`, null],
  ])("are begun in %j", (text, begun) => {
    expect(mentionBegunIn(text)).toBe(begun);
  });

  test.each([
    ["", ["Ann Lee", "Ann Lee Park", "Dana Moreau", "Zoë Čapek", "X"]],
    ["AN", ["Ann Lee", "Ann Lee Park"]],
    ["mor", ["Dana Moreau"]],
    ["zoe c", ["Zoë Čapek"]],
    ["cap", ["Zoë Čapek"]],
    ["oreau", []],
  ])("are offered for %j", (begun, names) => {
    expect(suggestColleagues(begun, people).map(({ name }) => name)).toEqual(names);
  });
});
