import { describe, expect, test } from "vitest";
import { instantsOf, localTimeOf } from "@/lib/shared/local-time";

const found = (local: string, zone: string) => instantsOf(local, zone)?.map((at) => at.toISOString()) ?? null;

describe("the instants at which clocks show a time", () => {
  test.each([
    ["an ordinary one in winter", "2026-01-15T09:30", "Europe/London", ["2026-01-15T09:30:00.000Z"]],
    ["an ordinary one in summer", "2026-07-15T09:30", "Europe/London", ["2026-07-15T08:30:00.000Z"]],
    ["one in New York", "2026-07-15T09:30", "America/New_York", ["2026-07-15T13:30:00.000Z"]],
    ["one half an hour off", "2026-07-15T09:30", "Asia/Kolkata", ["2026-07-15T04:00:00.000Z"]],
    ["one south of the equator", "2026-01-15T09:30", "Pacific/Auckland", ["2026-01-14T20:30:00.000Z"]],
    ["one that is skipped in London", "2026-03-29T01:30", "Europe/London", []],
    ["the end of the hour that is skipped", "2026-03-29T02:00", "Europe/London", ["2026-03-29T01:00:00.000Z"]],
    ["the minute before", "2026-03-29T00:59", "Europe/London", ["2026-03-29T00:59:00.000Z"]],
    ["one that is skipped in New York", "2026-03-08T02:30", "America/New_York", []],
    [
      "one that comes twice in London",
      "2026-10-25T01:30",
      "Europe/London",
      ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"],
    ],
    ["the end of the hour that comes twice", "2026-10-25T02:00", "Europe/London", ["2026-10-25T02:00:00.000Z"]],
    [
      "one that comes twice by half an hour",
      "2026-04-05T01:45",
      "Australia/Lord_Howe",
      ["2026-04-04T14:45:00.000Z", "2026-04-04T15:15:00.000Z"],
    ],
    ["29 February of a leap year", "2028-02-29T12:00", "UTC", ["2028-02-29T12:00:00.000Z"]],
  ])("%s", (_what, local, zone, instants) => {
    expect(found(local, zone)).toEqual(instants);
    for (const at of instantsOf(local, zone) ?? []) expect(localTimeOf(at, zone)).toBe(local);
  });

  test.each([
    "",
    "yesterday",
    "2026-02-30T10:00",
    "2026-13-01T10:00",
    "2026-01-01T24:00",
    "2026-01-01",
    "2026-01-01T10:60",
  ])("of %j are none, for it is no time", (local) => {
    expect(instantsOf(local, "Europe/London")).toBeNull();
  });
});
