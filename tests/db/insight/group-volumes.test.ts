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
    const refused = await refusalOf(saveGroupVolumes(ctx, given({ English: "50" }, { English: "60" })));
    expect([refused.code, refused.message]).toEqual(["CONFLICT", expect.stringContaining("English is")]);
    const early = await refusalOf(saveGroupVolumes(ctx, given({ English: "50" }, {}, "2026-1")));
    expect(early.details.fieldErrors).toEqual({ half: ["January to June 2026 is not over."] });
    for (const value of ["0", "-1", "10", "many"]) {
      const read = saveGroupVolumesSchema.safeParse({
        ...{ siteId: site.id, split: "language", half: HALF },
        groups: [{ group: "English", value, base: "" }],
      });
      expect(read.success).toBe(false);
    }
    const twice = Array(2).fill({ group: "English", value: "11", base: "" });
    for (const other of [
      { split: "unit", groups: [] },
      { split: "language", groups: twice },
    ]) {
      expect(saveGroupVolumesSchema.safeParse({ siteId: site.id, half: HALF, ...other }).success).toBe(false);
    }
  });

  test("is said by managers of the site, and read by nobody of another", async () => {
    const associate = userCtxFor(await aViewer({ site, role: "associate" }));
    expect((await refusalOf(saveGroupVolumes(associate, given({ English: "40" })))).code).toBe("FORBIDDEN");
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect((await refusalOf(saveGroupVolumes(stranger, given({ English: "40" })))).code).toBe("NOT_FOUND");
    const asked = { split: "language", half: halfById(HALF), site: site.id, kind: "unhappy" } as const;
    await saveGroupVolumes(ctx, given({ French: "400" }));
    const sizes = [ctx, associate, stranger].map(
      async ({ viewer }) => (await readFairness(viewer, asked, NOW)).volumes,
    );
    expect((await Promise.all(sizes)).map((volumes) => volumes.get("French"))).toEqual([400, undefined, undefined]);
  });
});
