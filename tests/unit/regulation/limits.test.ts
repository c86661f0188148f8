import { describe, expect, test } from "vitest";
import type { Limit } from "@/lib/clock/schema";
import { limitsOf, NOTHING_RECORDED, PACKS, packOf } from "@/lib/regulation/rules";
import { type PackLimit, packSchema } from "@/lib/regulation/schema";

const US = packOf({ packId: "us-hospital", packVersion: "2026-1" });
const messagesOf = (pack: unknown) => packSchema.safeParse(pack).error?.issues.map(({ message }) => message) ?? [];

function limit(id: string): PackLimit {
  const found = US.limits.find((each) => each.id === id);
  if (!found) throw new Error(`no limit ${id}`);
  return found;
}

/** The US pack with one limit changed. */
function changed(id: string, change: Partial<PackLimit>) {
  return { ...US, limits: US.limits.map((each) => (each.id === id ? { ...each, ...change } : each)) };
}

describe("the time limits of a pack", () => {
  test("are there in all nine places, each with its basis", () => {
    expect(new Set(PACKS.map(({ id }) => id))).toEqual(
      new Set([
        ...["us-hospital", "us-nursing-home", "england", "scotland", "wales"],
        ...["new-zealand", "ontario", "india", "plain"],
      ]),
    );
    for (const { limits, pauseReasons, outsideBodies } of PACKS)
      for (const { basis } of [...limits, ...pauseReasons, ...outsideBodies]) expect(basis.length).toBeGreaterThan(5);
  });

  test("are no law where they are a default, and no default claims to be one", () => {
    for (const { id, limits } of PACKS)
      for (const { basis, isStatutory } of limits)
        if (/^no law|Heard's own/.test(basis)) expect([id, isStatutory]).toEqual([id, false]);
    expect(US.limits.filter(({ isStatutory }) => isStatutory)).toEqual([]);
  });

  test("that were not read at their source say so", () => {
    const unconfirmed = PACKS.flatMap(({ id, version, limits }) =>
      limits.filter(({ isConfirmed }) => !isConfirmed).map((each) => `${id} ${version} ${each.id}`),
    );
    expect(unconfirmed).toEqual([
      "us-hospital 2026-1 acknowledge-at-once",
      ...["wales 2026-1 resolve", "wales 2026-1 settle"],
      ...["wales 2026-2 acknowledge", "wales 2026-2 resolve", "wales 2026-2 settle"],
      ...["india 2026-1 acknowledge", "india 2026-1 resolve"],
    ]);
  });

  test("hold by kind, by what is recorded, and by how grave it is", () => {
    const given = { ...NOTHING_RECORDED, channel: "letter", reporterKind: "patient", severity: 3 } as const;
    const ids = (pack: typeof US, kind: "grievance" | "compliment") =>
      limitsOf(pack, { ...given, kind }).map(({ id }) => id);
    expect(ids(US, "grievance")).toEqual(["acknowledge", "update", "resolve"]);
    expect(ids(US, "compliment")).toEqual([]);
    const grave = changed("acknowledge-at-once", { when: [{ severity: [3] }] });
    expect(messagesOf(grave)).toEqual([]);
    expect(ids(grave, "grievance")).toEqual(["acknowledge-at-once", "update", "resolve"]);
  });
});

describe("a pack is refused", () => {
  test.each<[string, object]>([
    ["without limits", { limits: [] }],
    ["whose limit has no number", changed("resolve", { amount: null as never })],
    ["whose limit is of no days", changed("resolve", { amount: 0 })],
    ["whose limit has no unit", changed("resolve", { unit: "a while" as never })],
    ["whose limit is written nowhere", changed("resolve", { basis: " " })],
    ["whose limit is for no kind", changed("resolve", { kinds: [] as never })],
    ["whose extension has no basis", changed("resolve", { extension: { most: 21 } as never })],
    [
      "with a body that has no name",
      { outsideBodies: [{ id: "x", name: "", when: "Always.", basis: "x", isConfirmed: true }] },
    ],
  ])("%s", (_what, wrong) => {
    expect(packSchema.safeParse({ ...US, ...wrong }).success).toBe(false);
  });

  const extension: Limit["extension"] = {
    most: null,
    unit: "calendar_days",
    times: null,
    mustTell: false,
    basis: "x",
    isConfirmed: true,
  };
  test.each<[string, object, string]>([
    [
      "with a limit for a kind that is not in use",
      { kinds: US.kinds.filter(({ kind }) => kind !== "concern") },
      "Limit settle is for concern, which is not in use.",
    ],
    [
      "with two limits for the same",
      { limits: [...US.limits, { ...limit("resolve"), id: "again" }] },
      "Limit again is never reached for grievance: resolve holds whenever it does.",
    ],
    [
      "with a condition behind a wider limit",
      {
        limits: [
          limit("acknowledge"),
          limit("acknowledge-at-once"),
          limit("resolve"),
          limit("update"),
          limit("settle"),
        ],
      },
      "Limit acknowledge-at-once is never reached for grievance: acknowledge holds whenever it does.",
    ],
    [
      "with the same condition twice",
      {
        limits: [limit("acknowledge-at-once"), { ...limit("acknowledge-at-once"), id: "again" }, ...US.limits.slice(1)],
      },
      "Limit again is never reached for grievance: acknowledge-at-once holds whenever it does.",
    ],
    [
      "that tells how it stands after the answer is due",
      changed("update", { amount: 60, repeat: null }),
      "Limit update tells how it stands only after resolve is due.",
    ],
    [
      "that does so from the second time on",
      changed("update", { repeat: { amount: 3, unit: "months" } }),
      "Limit update tells how it stands only after resolve is due.",
    ],
    [
      "that pauses for no reason",
      changed("resolve", { pauses: ["consent", "weather"] }),
      "Limit resolve pauses for weather, which is no reason.",
    ],
    ["with a reason nobody may use", changed("resolve", { pauses: [] }), "No limit may pause for consent."],
    [
      "with two entries of one name",
      { limits: [...US.limits, { ...limit("settle"), kinds: ["inquiry"] }] },
      "Two entries are called settle.",
    ],
    [
      "without a time to answer",
      { limits: [limit("acknowledge"), limit("update")] },
      "There is no time limit to resolve.",
    ],
    [
      "with days that begin on no day",
      changed("resolve", { firstDay: null }),
      "Limit resolve must say which day is the first, unless it is counted in hours.",
    ],
    [
      "with an answer that repeats",
      changed("resolve", { repeat: { amount: 1, unit: "months" } }),
      "Limit resolve repeats, which only an update does.",
    ],
    [
      "that counts hours and days at once",
      changed("update", { repeat: { amount: 1, unit: "business_hours" } }),
      "Limit update is counted in hours and in days at once.",
    ],
    [
      "that waits for what it begins with",
      changed("acknowledge", { startsAt: "acknowledged" }),
      "Limit acknowledge begins with what it waits for.",
    ],
    [
      "with an extension in hours of a limit in days",
      changed("resolve", { extension: { ...extension, most: 8, unit: "business_hours" } }),
      "Limit resolve is extended in a unit that it is not counted in.",
    ],
    [
      "that may be extended without end or word",
      changed("resolve", { extension }),
      "Limit resolve is extended without end and without a word to the patient.",
    ],
  ])("%s", (_what, wrong, message) => {
    expect(messagesOf({ ...US, ...wrong })).toContain(message);
  });

  test("with a limit that looks at a fact for which nobody asks", () => {
    const plain = packOf({ packId: "plain", packVersion: "2026-1" });
    const [first, ...rest] = plain.limits;
    const limits = [{ ...first, id: "bill", when: [{ isBillingOnly: ["yes"] }] }, first, ...rest];
    expect(messagesOf({ ...plain, limits })).toEqual(["Nobody is asked for isBillingOnly."]);
  });
});
