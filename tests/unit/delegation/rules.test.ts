import { describe, expect, test } from "vitest";
import { tellStanding } from "@/lib/delegation/labels";
import { isLoud, standingOf } from "@/lib/delegation/rules";
import { recordDelegationSchema } from "@/lib/delegation/schema";
import { PACKS } from "@/lib/regulation/rules";
import { newId } from "@/lib/shared/ids";

const given = { adoptedOn: "2025-03-01", expiresOn: "2026-09-01" as string | null, hasDocument: true };

describe("a delegation on a day", () => {
  test.each([
    ["none", undefined, "2026-05-12", { state: "missing" }],
    ["one that is adopted later", given, "2025-02-28", { state: "missing" }],
    ["one without its document", { ...given, hasDocument: false }, "2026-05-12", { state: "undocumented" }],
    [
      "one that ended, whatever is attached",
      { ...given, hasDocument: false },
      "2026-09-02",
      { state: "expired", on: "2026-09-01" },
    ],
    ["its last day", given, "2026-09-01", { state: "expiring", on: "2026-09-01", days: 0 }],
    ["60 days before", given, "2026-07-03", { state: "expiring", on: "2026-09-01", days: 60 }],
    ["61 days before", given, "2026-07-02", { state: "holds", on: "2026-09-01" }],
    ["one without an end", { ...given, expiresOn: null }, "2040-01-01", { state: "holds", on: null }],
  ] as const)("%s", (_what, newest, today, standing) => {
    expect(standingOf(newest, today)).toEqual(standing);
    expect(isLoud(standing)).toBe(standing.state !== "holds");
    expect(tellStanding(standing)).not.toMatch(/undefined|null|Invalid/);
  });
});

describe("what is recorded of a delegation", () => {
  const form = {
    ...{ delegationId: newId(), siteId: newId(), base: "0", committee: "Grievance committee", signedBy: "The chair" },
    ...{ adoptedOn: "2026-01-05", ends: "on", expiresOn: "2027-01-05" },
  };
  const problems = (change: object) =>
    recordDelegationSchema
      .safeParse({ ...form, ...change })
      .error?.issues.map(({ path, message }) => [path[0], message]) ?? [];

  test.each([
    [{}, []],
    [{ ends: "never", expiresOn: "" }, []],
    [{ expiresOn: "" }, [["expiresOn", "Enter the last day on which it holds."]]],
    [{ expiresOn: "2026-01-04" }, [["expiresOn", "This is before it was adopted."]]],
    [{ ends: "" }, [["ends", "Say whether it ends."]]],
    [{ adoptedOn: "2026-02-30" }, [["adoptedOn", "Enter the day on which it was adopted."]]],
    [{ committee: " " }, [["committee", "The name of the committee is needed."]]],
    [{ signedBy: "" }, [["signedBy", "Who signed is needed."]]],
  ])("%j", (change, expected) => expect(problems(change)).toEqual(expected));

  test("states no end rather than leaving it open", () => {
    expect(recordDelegationSchema.parse({ ...form, ends: "never" }).expiresOn).toBeNull();
  });
});

test("US hospitals are asked for one, with where that is written", () => {
  const asking = PACKS.filter(({ delegation }) => delegation !== null);
  expect([...new Set(asking.map(({ id }) => id))]).toEqual(["us-hospital"]);
  expect(asking[0]?.delegation?.basis).toMatch(/482\.13.*A-0119/);
});
