import { describe, expect, test } from "vitest";
import { describeNews } from "@/lib/notification/labels";
import {
  choicesOf,
  DEFAULT_CHOICES,
  digestDay,
  goesToCover,
  nextAttempt,
  nextWindow,
  rowsOfChoices,
  windowEnd,
} from "@/lib/notification/rules";
import { CHOICE_TYPES, COVERED_TYPES, chooseChannelsSchema, NOTIFICATION_TYPES } from "@/lib/notification/schema";

const at = (text: string) => new Date(text);

describe("what a person chose", () => {
  test("is the default where they chose nothing", () => {
    expect(choicesOf([])).toEqual(DEFAULT_CHOICES);
  });

  test("wins over the default, by type and channel", () => {
    const choices = choicesOf([
      { type: "assigned", channel: "mail", isOn: false },
      { type: "reopened", channel: "mail", isOn: true },
      { type: "mentioned", channel: "in_app", isOn: false },
      { type: "work", channel: "digest", isOn: false },
    ]);
    expect(choices.mail).not.toContain("assigned");
    expect(choices.mail).toContain("reopened");
    expect(choices.inApp).toEqual(NOTIFICATION_TYPES.filter((type) => type !== "mentioned"));
    expect(choices.digest).toEqual(CHOICE_TYPES.filter((type) => type !== "work"));
  });

  test("never takes what is urgent out of the app", () => {
    expect(choicesOf([{ type: "escalated", channel: "in_app", isOn: false }]).inApp).toContain("escalated");
    const rows = rowsOfChoices({ inApp: [], mail: [], digest: [] });
    expect(rows.filter(({ isOn }) => isOn)).toEqual([{ type: "escalated", channel: "in_app", isOn: true }]);
  });

  test("comes back from its rows as it was ticked", () => {
    const ticked = chooseChannelsSchema.parse({ inApp: ["assigned", "escalated"], mail: "mentioned" });
    expect(choicesOf(rowsOfChoices(ticked))).toEqual({
      inApp: ["assigned", "escalated"],
      mail: ["mentioned"],
      digest: [],
    });
  });

  test.each([["nonsense"], ["' OR 1=1"], [["assigned", "nonsense"]]])("is refused when it is %j", (inApp) => {
    expect(chooseChannelsSchema.safeParse({ inApp }).success).toBe(false);
  });
});

describe("the window of a bundle", () => {
  test.each([
    ["2026-05-12T09:30:00.000Z", "2026-05-12T09:40:00.000Z"],
    ["2026-05-12T09:39:59.999Z", "2026-05-12T09:40:00.000Z"],
    ["2026-05-12T09:40:00.000Z", "2026-05-12T09:50:00.000Z"],
    ["2026-12-31T23:55:00.000Z", "2027-01-01T00:00:00.000Z"],
  ])("of %s ends at %s", (given, end) => {
    expect(windowEnd(at(given)).toISOString()).toBe(end);
  });

  test("is followed by the next", () => {
    expect(nextWindow(at("2026-05-12T09:40:00Z"))).toEqual(at("2026-05-12T09:50:00Z"));
  });
});

describe("another try", () => {
  test("comes ever later, nine times, over more than a day, and then no more", () => {
    const start = at("2026-05-12T09:30:00Z");
    let [now, attempts] = [start, 1];
    const waits: number[] = [];
    for (let next = nextAttempt(attempts, now); next; next = nextAttempt(attempts, now)) {
      waits.push(next.getTime() - now.getTime());
      now = next;
      attempts += 1;
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(attempts).toBe(10);
    expect(now.getTime() - start.getTime()).toBeGreaterThan(24 * 3_600_000);
  });
});

describe("the day of a digest", () => {
  test.each([
    ["London", "before seven", "2026-05-12T05:59:59Z", "Europe/London", null],
    ["London", "at seven", "2026-05-12T06:00:00Z", "Europe/London", "2026-05-12"],
    ["London", "before noon", "2026-05-12T10:59:00Z", "Europe/London", "2026-05-12"],
    ["London", "at noon", "2026-05-12T11:00:00Z", "Europe/London", null],
    ["London", "at seven on the day after clocks go forward", "2026-03-29T06:00:00Z", "Europe/London", "2026-03-29"],
    ["London", "an hour too early on that day", "2026-03-29T05:59:00Z", "Europe/London", null],
    ["London", "at seven on the day clocks go back", "2026-10-25T07:00:00Z", "Europe/London", "2026-10-25"],
    ["London", "at what was seven until then", "2026-10-25T06:00:00Z", "Europe/London", null],
    ["New York", "at seven on the day clocks go forward", "2026-03-08T11:00:00Z", "America/New_York", "2026-03-08"],
    ["New York", "at seven on the day clocks go back", "2026-11-01T12:00:00Z", "America/New_York", "2026-11-01"],
    ["Kathmandu", "at seven", "2026-05-12T01:15:00Z", "Asia/Kathmandu", "2026-05-12"],
    ["Auckland", "at seven, a day ahead", "2026-05-11T19:00:00Z", "Pacific/Auckland", "2026-05-12"],
  ])("in %s, %s", (_place, _when, now, zone, day) => {
    expect(digestDay(at(now), zone)).toBe(day);
  });
});

describe("what news says", () => {
  test.each(COVERED_TYPES)("of %s: other words to whoever covers, and never that it is theirs", (type) => {
    const [own, cover] = [
      describeNews({ type, isCover: false, many: null }),
      describeNews({ type, isCover: true, many: null }),
    ];
    expect(cover).not.toBe(own);
    expect(cover).toMatch(/you cover/i);
    expect(cover).not.toMatch(/yours|to you\b/i);
  });

  test.each([
    ["assigned", false, 500, "You were given 500 cases"],
    ["assigned", false, 1, "You were given 1 case"],
    ["assigned", true, 500, "Somebody you cover for was given 500 cases"],
    ["follow_up_given", false, 20, "You were given follow-ups on 20 cases"],
    ["escalated", false, 20, "20 cases were escalated to you"],
    ["escalated", false, 1, "1 case was escalated to you"],
  ] as const)("of many %s at once, covering %s, %i of them", (type, isCover, count, words) => {
    expect(describeNews({ type, isCover, many: { count } })).toBe(words);
  });

  test("that nobody is covered for is the same to everybody", () => {
    for (const type of NOTIFICATION_TYPES.filter((each) => !goesToCover(each))) {
      expect(describeNews({ type, isCover: true, many: null })).toBe(
        describeNews({ type, isCover: false, many: null }),
      );
    }
  });
});
