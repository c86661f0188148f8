import { describe, expect, test } from "vitest";
import { readClock } from "@/lib/clock/rules/read";
import { type ClockFacts, startClocks } from "@/lib/clock/rules/start";
import { PACKS, packOf, packOn } from "@/lib/regulation/rules";
import { at, clockFacts, clockOf, weekdays } from "@/tests/support/clocks";

// Every date below was counted by hand on a paper calendar.
const NEW_YORK = weekdays("America/New_York", ["2026-07-03"]);
const LONDON = weekdays("Europe/London", [
  ...["2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-12-25", "2026-12-28"],
]);
const AUCKLAND = weekdays("Pacific/Auckland", ["2026-02-06"]);
const TORONTO = weekdays("America/Toronto", ["2026-05-18"]);
const KOLKATA = weekdays("Asia/Kolkata", ["2026-01-26"]);
const KATHMANDU = weekdays("Asia/Kathmandu");
const KATHMANDU_SUNDAY_TO_FRIDAY = {
  ...KATHMANDU,
  hours: { ...KATHMANDU.hours, sunday: KATHMANDU.hours.monday },
};

type Row = [
  what: string,
  calendar: typeof LONDON,
  packId: string,
  limitId: string,
  received: string,
  dueOn: string,
  dueAt: string,
  known?: Partial<ClockFacts>,
];

const HARM: Partial<ClockFacts> = { allegesHarm: "yes" };
const COMPLAINT: Partial<ClockFacts> = { kind: "complaint" };
const CONCERN: Partial<ClockFacts> = { kind: "concern" };

const ROWS: Row[] = [
  [
    "7 days, over the hour skipped in March",
    NEW_YORK,
    "us-hospital",
    "acknowledge",
    "2026-03-03T09:14",
    "2026-03-10",
    "2026-03-11T03:59:59.999Z",
  ],
  [
    "7 days, over the hour shown twice in November",
    NEW_YORK,
    "us-hospital",
    "acknowledge",
    "2026-10-30T16:00",
    "2026-11-06",
    "2026-11-07T04:59:59.999Z",
  ],
  [
    "7 days from a Sunday, ending on one",
    NEW_YORK,
    "us-hospital",
    "acknowledge",
    "2026-05-10T23:59",
    "2026-05-17",
    "2026-05-18T03:59:59.999Z",
  ],
  [
    "30 days over a month's end",
    NEW_YORK,
    "us-hospital",
    "resolve",
    "2026-03-03T09:14",
    "2026-04-02",
    "2026-04-03T03:59:59.999Z",
  ],
  [
    "30 days over 29 February",
    NEW_YORK,
    "us-hospital",
    "resolve",
    "2028-02-10T10:00",
    "2028-03-11",
    "2028-03-12T04:59:59.999Z",
  ],
  [
    "a word every 14 days",
    NEW_YORK,
    "us-hospital",
    "update",
    "2026-03-03T09:14",
    "2026-03-17",
    "2026-03-18T03:59:59.999Z",
  ],
  [
    "7 days for a complaint",
    NEW_YORK,
    "us-hospital",
    "settle",
    "2026-03-03T09:14",
    "2026-03-10",
    "2026-03-11T03:59:59.999Z",
    COMPLAINT,
  ],
  [
    "3 business days from a holiday",
    NEW_YORK,
    "us-nursing-home",
    "acknowledge",
    "2026-07-03T11:00",
    "2026-07-08",
    "2026-07-09T03:59:59.999Z",
  ],
  [
    "30 days in a nursing home",
    NEW_YORK,
    "us-nursing-home",
    "resolve",
    "2026-07-03T11:00",
    "2026-08-02",
    "2026-08-03T03:59:59.999Z",
  ],
  [
    "3 working days over Easter",
    LONDON,
    "england",
    "acknowledge",
    "2026-04-02T10:00",
    "2026-04-09",
    "2026-04-09T22:59:59.999Z",
  ],
  [
    "3 working days over Christmas, from an evening",
    LONDON,
    "england",
    "acknowledge",
    "2026-12-24T18:00",
    "2026-12-31",
    "2026-12-31T23:59:59.999Z",
  ],
  [
    "6 months with the day of receipt",
    LONDON,
    "england",
    "resolve",
    "2026-01-10T10:00",
    "2026-07-09",
    "2026-07-09T22:59:59.999Z",
  ],
  [
    "6 months to a shorter month",
    LONDON,
    "england",
    "resolve",
    "2026-08-31T10:00",
    "2027-02-28",
    "2027-02-28T23:59:59.999Z",
  ],
  [
    "6 months to the end of a leap February",
    LONDON,
    "england",
    "resolve",
    "2027-09-01T10:00",
    "2028-02-29",
    "2028-02-29T23:59:59.999Z",
  ],
  [
    "6 months from 29 February",
    LONDON,
    "england",
    "resolve",
    "2024-02-29T10:00",
    "2024-08-28",
    "2024-08-28T22:59:59.999Z",
  ],
  [
    "the next working day",
    LONDON,
    "england",
    "settle",
    "2026-03-06T10:00",
    "2026-03-09",
    "2026-03-09T23:59:59.999Z",
    COMPLAINT,
  ],
  [
    "5 working days from a Saturday",
    LONDON,
    "scotland",
    "stage-1",
    "2026-02-28T12:00",
    "2026-03-06",
    "2026-03-06T23:59:59.999Z",
    COMPLAINT,
  ],
  [
    "3 working days of stage 2",
    weekdays("Europe/London"),
    "scotland",
    "stage-2-acknowledge",
    "2026-03-09T09:00",
    "2026-03-12",
    "2026-03-12T23:59:59.999Z",
  ],
  [
    "20 working days of stage 2, over the hour skipped",
    weekdays("Europe/London"),
    "scotland",
    "stage-2",
    "2026-03-09T09:00",
    "2026-04-06",
    "2026-04-06T22:59:59.999Z",
  ],
  [
    "2 working days over a bank holiday",
    LONDON,
    "wales",
    "acknowledge",
    "2026-05-01T09:00",
    "2026-05-06",
    "2026-05-06T22:59:59.999Z",
  ],
  [
    "30 working days over two bank holidays",
    LONDON,
    "wales",
    "resolve",
    "2026-05-01T09:00",
    "2026-06-16",
    "2026-06-16T22:59:59.999Z",
  ],
  [
    "5 working days over Waitangi Day",
    AUCKLAND,
    "new-zealand",
    "acknowledge",
    "2026-02-05T09:00",
    "2026-02-13",
    "2026-02-13T10:59:59.999Z",
  ],
  [
    "a month from the 31st",
    AUCKLAND,
    "new-zealand",
    "progress",
    "2026-01-31T09:00",
    "2026-02-28",
    "2026-02-28T10:59:59.999Z",
  ],
  [
    "10 working days from the acknowledgement",
    AUCKLAND,
    "new-zealand",
    "decide",
    "2026-02-05T09:00",
    "2026-02-27",
    "2026-02-27T10:59:59.999Z",
    { acknowledgedAt: at(AUCKLAND, "2026-02-13T15:00") },
  ],
  [
    "5 business days over Victoria Day",
    TORONTO,
    "ontario",
    "acknowledge",
    "2026-05-15T09:00",
    "2026-05-25",
    "2026-05-26T03:59:59.999Z",
  ],
  ["30 days in Ontario", TORONTO, "ontario", "resolve", "2026-05-15T09:00", "2026-06-14", "2026-06-15T03:59:59.999Z"],
  [
    "1 business day from a Saturday before a holiday",
    KOLKATA,
    "india",
    "acknowledge",
    "2026-01-24T09:00",
    "2026-01-27",
    "2026-01-27T18:29:59.999Z",
  ],
  ["15 days in India", KOLKATA, "india", "resolve", "2026-01-24T09:00", "2026-02-08", "2026-02-08T18:29:59.999Z"],
  [
    "5 business days in Kathmandu, received after midnight there",
    KATHMANDU,
    "plain",
    "acknowledge",
    "2026-03-04T00:15",
    "2026-03-11",
    "2026-03-11T18:14:59.999Z",
  ],
  [
    "5 business days where Sunday is a working day",
    KATHMANDU_SUNDAY_TO_FRIDAY,
    "plain",
    "acknowledge",
    "2026-03-04T00:15",
    "2026-03-10",
    "2026-03-10T18:14:59.999Z",
  ],
  [
    "30 days by the plain pack",
    KATHMANDU,
    "plain",
    "resolve",
    "2026-03-04T00:15",
    "2026-04-03",
    "2026-04-03T18:14:59.999Z",
  ],
  [
    "a word every 7 days",
    NEW_YORK,
    "us-nursing-home",
    "update",
    "2026-07-03T11:00",
    "2026-07-10",
    "2026-07-11T03:59:59.999Z",
  ],
  [
    "14 days for a visitor's complaint",
    NEW_YORK,
    "us-nursing-home",
    "settle",
    "2026-07-03T11:00",
    "2026-07-17",
    "2026-07-18T03:59:59.999Z",
    COMPLAINT,
  ],
  [
    "a word every 20 working days, over the hour skipped",
    LONDON,
    "england",
    "update",
    "2026-03-02T10:00",
    "2026-03-30",
    "2026-03-30T22:59:59.999Z",
  ],
  [
    "a word every 10 working days",
    LONDON,
    "scotland",
    "stage-2-update",
    "2026-03-09T10:00",
    "2026-03-23",
    "2026-03-23T23:59:59.999Z",
  ],
  [
    "a word every 15 working days",
    LONDON,
    "wales",
    "update",
    "2026-03-02T10:00",
    "2026-03-23",
    "2026-03-23T23:59:59.999Z",
  ],
  [
    "the next working day in Wales",
    LONDON,
    "wales",
    "settle",
    "2026-03-06T10:00",
    "2026-03-09",
    "2026-03-09T23:59:59.999Z",
    COMPLAINT,
  ],
  [
    "10 working days for a concern",
    AUCKLAND,
    "new-zealand",
    "settle",
    "2026-02-09T09:00",
    "2026-02-23",
    "2026-02-23T10:59:59.999Z",
    CONCERN,
  ],
  [
    "a word every 14 days in Ontario",
    TORONTO,
    "ontario",
    "update",
    "2026-05-15T09:00",
    "2026-05-29",
    "2026-05-30T03:59:59.999Z",
  ],
  [
    "30 days for a concern in Ontario",
    TORONTO,
    "ontario",
    "settle",
    "2026-05-15T09:00",
    "2026-06-14",
    "2026-06-15T03:59:59.999Z",
    CONCERN,
  ],
  [
    "a word every 7 days in India",
    KOLKATA,
    "india",
    "update",
    "2026-01-24T09:00",
    "2026-01-31",
    "2026-01-31T18:29:59.999Z",
  ],
  [
    "15 days for a concern in India",
    KOLKATA,
    "india",
    "settle",
    "2026-01-24T09:00",
    "2026-02-08",
    "2026-02-08T18:29:59.999Z",
    CONCERN,
  ],
  [
    "a word every 14 days by the plain pack",
    KATHMANDU,
    "plain",
    "update",
    "2026-03-04T00:15",
    "2026-03-18",
    "2026-03-18T18:14:59.999Z",
  ],
];

describe("the limits of the packs", () => {
  test.each(ROWS)("%s", (_what, calendar, packId, limitId, received, dueOn, dueAt, known) => {
    const receivedAt = at(calendar, received);
    const clock = clockOf(packId, limitId, clockFacts(receivedAt, known));
    expect(readClock(clock, calendar, new Date(receivedAt))).toMatchObject({ dueOn, dueAt, state: "running" });
    const last = new Date(dueAt);
    expect(readClock(clock, calendar, last)).toMatchObject({ state: "running", remaining: 0, lateness: 0 });
    expect(readClock(clock, calendar, new Date(last.getTime() + 1))).toMatchObject({ state: "late" });
  });

  test.each([
    ["over the hour skipped in March", "2026-03-07T20:00", "2026-03-08T21:00"],
    ["over the hour shown twice in November", "2026-10-31T20:00", "2026-11-01T19:00"],
  ])("24 real hours for an allegation, %s", (_what, received, due) => {
    const clock = clockOf("us-hospital", "acknowledge-at-once", clockFacts(at(NEW_YORK, received), HARM));
    const reading = readClock(clock, NEW_YORK, new Date(at(NEW_YORK, received)));
    expect(reading).toMatchObject({ dueAt: at(NEW_YORK, due), dueOn: null, total: 1_440, remaining: 1_440 });
  });

  test("that end with a day stand in this table, every one of every pack", () => {
    const tried = new Set(ROWS.map(([, , packId, limitId]) => `${packId} ${limitId}`));
    const inDays = PACKS.flatMap(({ id, limits }) =>
      limits.filter(({ firstDay }) => firstDay !== null).map((limit) => `${id} ${limit.id}`),
    );
    expect(inDays.filter((key) => !tried.has(key))).toEqual([]);
  });
});

describe("which clocks run", () => {
  const ids = (packId: string, known: Partial<ClockFacts>) =>
    startClocks(packOf({ packId, packVersion: "2026-1" }), clockFacts("2026-03-03T09:00:00Z", known)).map(
      ({ limit }) => limit.id,
    );

  test.each<[string, string, Partial<ClockFacts>, string[]]>([
    ["a grievance has all three", "us-hospital", {}, ["acknowledge", "update", "resolve"]],
    ["harm is acknowledged at once", "us-hospital", HARM, ["acknowledge-at-once", "update", "resolve"]],
    ["a complaint is settled", "us-hospital", COMPLAINT, ["settle"]],
    ["an inquiry has none", "us-hospital", { kind: "inquiry" }, []],
    ["no decision is due before the acknowledgement", "new-zealand", {}, ["acknowledge", "progress"]],
    [
      "after it there is",
      "new-zealand",
      { acknowledgedAt: "2026-03-04T09:00:00Z" },
      ["acknowledge", "progress", "decide"],
    ],
  ])("%s", (_what, packId, known, expected) => {
    expect(ids(packId, known)).toEqual(expected);
  });

  test("a case raised to a grievance keeps its day of receipt, but stage 2 begins its own", () => {
    const raised = { becameAt: "2026-03-09T10:00:00Z" };
    const facts = clockFacts("2026-03-03T09:00:00Z", raised);
    expect(clockOf("us-hospital", "resolve", facts).startedAt).toBe("2026-03-03T09:00:00Z");
    expect(clockOf("scotland", "stage-2", facts)).toMatchObject({
      startedAt: "2026-03-09T10:00:00Z",
      startedBecause: "when it became a stage 2 complaint",
    });
  });

  test("a case keeps the pack it was opened under when another version begins", () => {
    const opened = packOn(PACKS, "wales", new Date("2026-03-31"));
    expect(opened.version).toBe("2026-1");
    expect(packOn(PACKS, "wales", new Date("2026-04-01")).version).toBe("2026-2");
    expect(packOf({ packId: "wales", packVersion: opened.version })).toBe(opened);
  });

  test("a clock takes only the pauses that its limit allows", () => {
    const consent = { from: "2026-03-04T09:00:00Z", until: null, reasonId: "consent" };
    const facts = clockFacts("2026-03-03T09:00:00Z", { pauses: [consent] });
    expect(clockOf("us-hospital", "resolve", facts).pauses).toEqual([consent]);
    expect(clockOf("us-hospital", "acknowledge", facts).pauses).toEqual([]);
  });

  test("clocks survive being stored as JSON", () => {
    const facts = clockFacts("2026-03-03T09:00:00Z", { heardAt: ["2026-03-05T09:00:00Z"] });
    for (const { id, version } of PACKS) {
      const clocks = startClocks(packOf({ packId: id, packVersion: version }), facts);
      expect(JSON.parse(JSON.stringify(clocks))).toEqual(clocks);
    }
  });
});
