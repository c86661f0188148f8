import { beforeAll, describe, expect, test } from "vitest";
import { saveGroupVolumes } from "@/lib/insight/mutations/save-group-volumes";
import { readFairness } from "@/lib/insight/queries/fairness";
import { halfById } from "@/lib/insight/rules/fairness-choice";
import { saveGroupVolumesSchema } from "@/lib/insight/schema";
import type { UserCtx } from "@/lib/platform/context";
import { eventTypesOf, refusalOf } from "../../support/evidence";
import { aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

let site: Place;
let ctx: UserCtx;
beforeAll(async () => {
  site = await aSite();
  ctx = userCtxFor(await aViewer({ site, role: "manager" }));
});

const HALF = "2025-2";
const given = (values: Record<string, string>, base: Record<string, string> = {}, half = HALF) =>
  saveGroupVolumesSchema.parse({
    ...{ siteId: site.id, split: "language", half },
    groups: Object.entries(values).map(([group, value]) => ({ group, value, base: base[group] ?? "" })),
  });
const kept = async (of: { at?: string } = { at: site.id }) => {
  const asked = { split: "language", half: halfById(HALF), site: of.at, kind: "unhappy" } as const;
  return Object.fromEntries((await readFairness(ctx.viewer, asked, NOW)).volumes);
};

describe("how many patients of a group there were", () => {
  test("is said once, changed and taken out again, with its event, and read of one site alone", async () => {
    expect(await saveGroupVolumes(ctx, given({ English: "47,200", Spanish: "6900" }))).toEqual({ changed: 2 });
    expect(await saveGroupVolumes(ctx, given({ English: "47200", Spanish: "6900" }))).toEqual({ changed: 0 });
    expect(await kept()).toEqual({ English: 47_200, Spanish: 6_900 });
    const base = { English: "47200", Spanish: "6900" };
    expect(await saveGroupVolumes(ctx, given({ English: "47300", Spanish: "" }, base))).toEqual({ changed: 2 });
    expect(await kept()).toEqual({ English: 47_300 });
    expect(await kept({})).toEqual({});
    expect(await eventTypesOf("site", site.id)).toEqual(Array(2).fill("denominators.groups_set"));
  });

  test("is refused where somebody else changed it, for a half that is not over, and of no whole number", async () => {
    const refused = await refusalOf(saveGroupVolumes(ctx, given({ English: "5" }, { English: "6" })));
    expect([refused.code, refused.message]).toEqual(["CONFLICT", expect.stringContaining("English is")]);
    const early = await refusalOf(saveGroupVolumes(ctx, given({ English: "5" }, {}, "2026-1")));
    expect(early.details.fieldErrors).toEqual({ half: ["January to June 2026 is not over."] });
    for (const value of ["0", "-1", "many"]) {
      const read = saveGroupVolumesSchema.safeParse({
        ...{ siteId: site.id, split: "language", half: HALF },
        groups: [{ group: "English", value, base: "" }],
      });
      expect(read.success).toBe(false);
    }
    expect(saveGroupVolumesSchema.safeParse({ siteId: site.id, split: "unit", half: HALF, groups: [] }).success).toBe(
      false,
    );
  });

  test("is said by managers of the site, and read by nobody of another", async () => {
    const associate = userCtxFor(await aViewer({ site, role: "associate" }));
    expect((await refusalOf(saveGroupVolumes(associate, given({ English: "4" })))).code).toBe("FORBIDDEN");
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect((await refusalOf(saveGroupVolumes(stranger, given({ English: "4" })))).code).toBe("NOT_FOUND");
    const asked = { split: "language", half: halfById(HALF), site: site.id, kind: "unhappy" } as const;
    expect((await readFairness(stranger.viewer, asked, NOW)).volumes.size).toBe(0);
  });
});
