import { describe, expect, test } from "vitest";
import { endOfWait } from "@/lib/clock/rules/waits";

const at = (text: string) => new Date(text);
const [SINCE, NOW] = [at("2026-05-12T10:00:00Z"), at("2026-05-20T10:00:00Z")];
const [DAY, ARRIVED, ENDED] = [at("2026-05-16T00:00:00Z"), at("2026-05-14T10:00:00Z"), at("2026-05-18T10:00:00Z")];

describe("a wait", () => {
  test.each([
    ["lasts while nothing ends it", {}, [], null],
    ["does not end by what was there before", {}, [at("2026-05-11T10:00:00Z"), SINCE], null],
    ["ends with its day, in the zone of the site", { until: DAY }, [], at("2026-05-15T23:00:00Z")],
    ["lasts until its day comes", { until: at("2026-05-21T00:00:00Z") }, [], null],
    ["ends with the first that arrives", {}, [ENDED, ARRIVED], ARRIVED],
    ["ends with what comes first", { until: DAY, endedAt: ENDED }, [ARRIVED], ARRIVED],
    ["ends when somebody goes on", { endedAt: ENDED }, [at("2026-05-19T10:00:00Z")], ENDED],
  ])("%s", (_name, given, arrivals, end) => {
    const wait = { since: SINCE, endedAt: null, until: null, ...given };
    expect(endOfWait(wait, { arrivals, zone: "Europe/London", now: NOW })).toEqual(end);
  });
});
