import { describe, expect, it } from "vitest";
import { type Judged, showEffect } from "@/lib/improvement/rules/effect";
import { daysFrom } from "@/lib/insight/rules/dashboard";

const judgeEffect = (...given: Parameters<typeof showEffect>) => showEffect(...given).effect;
const MONDAY = "2025-01-06";
const JUDGED: Judged = {
  ...{ measure: "issues", direction: "decrease", kinds: [], cause: "quality", changedOn: null },
  ...{ siteId: "018f2c5e-0000-7000-8000-000000000001", unitId: null },
};

function weeks(...counts: number[]) {
  return counts.map((y, at) => ({ from: daysFrom(MONDAY, 7 * at), to: daysFrom(MONDAY, 7 * at + 6), y, n: null }));
}
const usual = (many: number) => Array.from({ length: many }, (_, at) => [9, 11, 10, 12, 8][at % 5] ?? 10);
/** The first day of the week at this place. */
const on = (at: number) => daysFrom(MONDAY, 7 * at);

describe("the effect of an action", () => {
  it("is not told before the change is made", () => {
    expect(judgeEffect(weeks(...usual(20)), JUDGED)).toEqual({
      verdict: "unknown",
      says: "The change is not made yet: this is how it is without it.",
    });
  });

  it("is not told before a whole week has passed, and what was under way on the day counts to neither side", () => {
    const counted = weeks(...usual(20));
    expect(judgeEffect(counted, { ...JUDGED, changedOn: daysFrom(on(19), 3) })).toEqual({
      verdict: "too_early",
      says: "No whole week has passed since the change.",
    });
    const { says } = judgeEffect(counted, { ...JUDGED, changedOn: daysFrom(on(18), 3) });
    expect(says).toMatch(/^Before the change 10 a week \(18 weeks\)\. Since 8 a week \(1 week\)\./);
  });

  it("is for the better where seven weeks in a row are below what was usual", () => {
    const { verdict, says } = judgeEffect(weeks(...usual(20), 10, 7, 8, 7, 9, 8, 7, 8), {
      ...{ ...JUDGED, unitId: "018f2c5e-0000-7000-8000-000000000002", changedOn: on(20) },
    });
    expect(verdict).toBe("better");
    expect(says).toBe(
      "Before the change 10 a week (95% interval 8.66 to 11.5, 20 weeks). Since 7.71 a week (95% interval 5.79 to 10.1, 7 weeks). " +
        "That is better than chance makes of what was usual before.",
    );
  });

  it("is for the worse where what should fall rises above the limits", () => {
    const changed = { ...JUDGED, changedOn: on(20) };
    expect(judgeEffect(weeks(...usual(20), 10, 10, 40), changed).verdict).toBe("worse");
    expect(judgeEffect(weeks(...usual(20), 10, 10, 40), { ...changed, direction: "increase" }).verdict).toBe("better");
  });

  it("is told against what is usual since limits began anew, and no longer against what was before", () => {
    const counted = weeks(...usual(20).map((each) => each + 20), ...usual(12), ...usual(8));
    const changed = { ...JUDGED, changedOn: on(32) };
    expect(judgeEffect(counted, changed).verdict).toBe("better");
    const { chart, effect } = showEffect(counted, { ...changed, anewOn: on(20) });
    expect(effect).toMatchObject({ verdict: "as_before", says: expect.stringContaining("(12 weeks)") });
    expect(chart.points[0]?.key).toBe(on(20));
    // So few of them say nothing yet.
    expect(judgeEffect(counted, { ...changed, anewOn: on(27) }).verdict).toBe("unknown");
  });

  it("may be chance, or too early to tell", () => {
    const changed = { ...JUDGED, changedOn: on(20) };
    expect(judgeEffect(weeks(...usual(30)), changed).verdict).toBe("as_before");
    expect(judgeEffect(weeks(...usual(24)), changed)).toMatchObject({
      verdict: "too_early",
      says: expect.stringContaining("Fewer than 7 weeks have passed, and none stands out: too early to tell."),
    });
  });

  it("is no run that began before the change, and none that is over", () => {
    const changed = { ...JUDGED, changedOn: on(20) };
    expect(judgeEffect(weeks(...usual(14), 8, 9, 8, 9, 8, 9, 9, 9), changed).verdict).toBe("too_early");
    expect(judgeEffect(weeks(...usual(20), 10, 40, ...usual(6)), changed).verdict).toBe("worse");
    expect(judgeEffect(weeks(...usual(20), 10, 40, ...usual(8)), changed).verdict).toBe("as_before");
  });

  it("is not told of what is too rare for limits", () => {
    const zeros = Array.from({ length: 20 }, () => 0);
    const unit = { ...JUDGED, unitId: "018f2c5e-0000-7000-8000-000000000002", changedOn: on(20) };
    expect(judgeEffect(weeks(...zeros, 0, 0, 1), unit).verdict).toBe("unknown");
    const rare = Array.from({ length: 20 }, (_, at) => (at % 3 === 0 ? 1 : 0));
    expect(judgeEffect(weeks(...rare, 0, 0, 0, 0, 0, 0, 0, 0), unit).verdict).toBe("unknown");
  });

  it("cannot be told where too little is known of before", () => {
    const { verdict, says } = judgeEffect(weeks(...usual(12)), { ...JUDGED, changedOn: on(4) });
    expect(verdict).toBe("unknown");
    expect(says).toContain("Too little is known of before to tell whether that is chance.");
    expect(judgeEffect([], { ...JUDGED, changedOn: on(4) }).verdict).toBe("too_early");
  });

  it("is a share of what fell due, by month, in which months without any do not count", () => {
    const month = (at: number, y: number, n: number) => {
      const [year, name] = [2025 + Math.floor(at / 12), String((at % 12) + 1).padStart(2, "0")];
      return { from: `${year}-${name}-01`, to: `${year}-${name}-28`, y, n };
    };
    const before = Array.from({ length: 12 }, (_, at) => month(at, 40, 80));
    const judged: Judged = {
      ...JUDGED,
      measure: "answeredInTime",
      direction: "increase",
      cause: null,
      changedOn: "2026-01-15",
    };
    const { verdict, says } = judgeEffect([...before, month(12, 0, 0), month(13, 76, 80)], judged);
    expect(verdict).toBe("better");
    expect(says).toContain(
      "Before the change 50% (95% interval 47% to 53%, 12 months). Since 95% (95% interval 88% to 98%, 1 month).",
    );
  });
});

describe("in a unit that closed", () => {
  it("cannot be told where it closed before a run could show it", () => {
    const changed = { ...JUDGED, changedOn: on(20), closedOn: daysFrom(on(24), -1) };
    expect(judgeEffect(weeks(...usual(24)), changed)).toEqual({
      verdict: "unknown",
      says: "The unit closed before 7 whole weeks had passed since the change: its figure cannot tell.",
    });
    expect(judgeEffect(weeks(...usual(20)), { ...changed, changedOn: on(20) }).verdict).toBe("unknown");
    expect(judgeEffect(weeks(...usual(20), 10, 10, 40), changed).verdict).toBe("worse");
    expect(judgeEffect(weeks(...usual(30)), changed).verdict).toBe("as_before");
  });
});

describe("judged by a time or by what people say", () => {
  const month = (at: number) => {
    const [year, name] = [2025 + Math.floor(at / 12), String((at % 12) + 1).padStart(2, "0")];
    return { from: `${year}-${name}-01`, to: `${year}-${name}-28` };
  };
  const judged: Judged = { ...JUDGED, cause: null, changedOn: "2026-01-15" };
  const answered = { y: 20, n: 40 };

  it("is the middle one of the months' medians, and shorter is better where it should go down", () => {
    const days = [20, 22, 19, 21, 20, 23, 20, 18, 21, 20, 22, 20];
    const counted = [...days, 12, 4, 4, 30].map((y, at) => ({ ...month(at), y, n: at === 15 ? 0 : 40 }));
    const { chart, effect } = showEffect(counted.slice(0, 15), { ...judged, measure: "timeToAnswer" });
    expect(effect).toEqual({
      verdict: "better",
      says:
        "Before the change a median of 20 days in the middle one of 12 months. " +
        "Since a median of 4 days in the middle one of 2 months. That is better than chance makes of what was usual before.",
    });
    expect(chart.points[0]?.href).toContain("answeredFrom=2025-01-01&answeredTo=2025-01-28");
    // A month in which nothing was done counts to neither side.
    expect(judgeEffect(counted, { ...judged, measure: "timeToAnswer" }).says).toContain("one of 2 months");
    const up = { ...judged, measure: "timeToClose", direction: "increase" } as const;
    expect(judgeEffect(counted.slice(0, 15), up).verdict).toBe("worse");
  });

  it.each([
    ["said:listened", "saidFrom=2025-01-01&saidTo=2025-01-28&said=listened", 'Answers of 4 or 5 to "Listened to"'],
    ["acknowledgedInTime", "acknowledgeFrom=2025-01-01&acknowledgeTo=2025-01-28", "Acknowledgements in time"],
  ] as const)("is a share with its interval of %s, and leads to its cases", (measure, href, subject) => {
    const counted = Array.from({ length: 14 }, (_, at) => ({
      ...month(at),
      ...(at < 13 ? answered : { y: 39, n: 40 }),
    }));
    const of = { ...judged, measure, direction: "increase" } as const;
    const { chart, effect } = showEffect(counted, of);
    expect(effect.verdict).toBe("better");
    expect(effect.says).toMatch(/^Before the change 50% \(95% interval 46% to 54%, 12 months\)\. Since 98%/);
    expect(chart.points[0]?.href).toContain(href);
    expect(showEffect(counted, { ...of, changedOn: null }).chart.reading).toContain(subject);
  });
});

describe("its chart", () => {
  it("carries the limits of before on, leaves out the week of the change, and leads to the cases of each week", () => {
    const { chart } = showEffect(weeks(...usual(20), 5, 5), { ...JUDGED, changedOn: daysFrom(on(19), 2) });
    expect(chart).toMatchObject({ rebases: [], mark: on(20) });
    expect(chart.gaps).toEqual(["19 May 2025: the change was made in it"]);
    expect(new Set(chart.points.map(({ mean }) => mean))).toEqual(new Set([192 / 19]));
    expect(chart.points[20]?.href).toBe(
      `/cases?tab=all&site=${JUDGED.siteId}&cause=quality&from=${on(20)}&to=${daysFrom(on(20), 6)}`,
    );
  });

  it("counts cases and answers by their own days, and has no mark before the change", () => {
    const received: Judged = { ...JUDGED, measure: "received", cause: null, kinds: ["complaint"] };
    const { chart } = showEffect(weeks(...usual(14)), received);
    expect(chart.mark).toBeNull();
    expect(chart.points[0]?.href).toContain(`kind=complaint&from=${on(0)}`);
    const month = [{ from: "2025-01-01", to: "2025-01-31", y: 3, n: 4 }];
    const answers = showEffect(month, { ...received, measure: "answeredInTime" });
    expect(answers.chart.points[0]?.href).toContain("answerFrom=2025-01-01&answerTo=2025-01-31");
  });
});
