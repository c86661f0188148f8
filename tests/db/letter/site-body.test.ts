import { describe, expect, test } from "vitest";
import { saveSiteBody } from "@/lib/letter/mutations/save-site-body";
import { readLetterFacts } from "@/lib/letter/queries/facts";
import { listSiteBodies } from "@/lib/letter/queries/site-bodies";
import type { SaveSiteBodyInput } from "@/lib/letter/schema";
import { systemDb } from "@/lib/platform/db";
import { REACH } from "@/lib/regulation/packs/reach";
import { attempt, eventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

const NOTHING = { name: null, howToReach: null };
const AGENCY = { name: "The State Department of Health", howToReach: "555-0171, 1 Main Street" };

async function aScene() {
  const site = await aSite({ country: "US", timeZone: "America/New_York" });
  const ctx = userCtxFor(await aViewer({ site, role: "administrator" }));
  const input = { siteId: site.id, packId: "us-hospital", bodyId: "state", base: NOTHING, ...AGENCY };
  const save = (changes: Partial<SaveSiteBodyInput> = {}) => saveSiteBody(ctx, { ...input, ...changes });
  return { site, ctx, input, save };
}

describe("how an outside body is reached from a site", () => {
  test("stands in what letters are checked by, before what the pack knows; the rest stays the pack's", async () => {
    const { site, save } = await aScene();
    await save();
    const dana = await aViewer({ site });
    const { id: caseId } = await aCase({ site });
    const { outsideBodies } = await readLetterFacts(systemDb(), dana, { caseId, language: "en", now: NOW });
    expect(outsideBodies).toEqual([
      AGENCY,
      { name: "The Quality Improvement Organization", howToReach: "" },
      { name: "The Joint Commission", howToReach: expect.stringContaining("Oakbrook Terrace") },
    ]);
  });

  test("is recorded without its words, and changed by whoever saw what is there", async () => {
    const { site, save } = await aScene();
    await save();
    await save();
    await save({ howToReach: "555-0172", base: AGENCY });
    expect((await eventsOf("site", site.id)).map(({ data }) => data)).toEqual([
      { packId: "us-hospital", bodyId: "state", body: "The state's survey agency" },
      { packId: "us-hospital", bodyId: "state", body: "The state's survey agency" },
    ]);
    const { details } = await refusalOf(save({ howToReach: "555-0173" }));
    expect(details.differences).toMatchObject([{ theirs: "555-0172", yours: "555-0173" }]);
  });

  test("is compared word by word: a name that somebody else changed stands, and of two names both are shown", async () => {
    const { site, save } = await aScene();
    await save();
    await save({ name: "The Agency", base: AGENCY });
    await save({ howToReach: "555-0172", base: AGENCY });
    const where = { siteId: site.id };
    expect(await systemDb().siteBody.findFirst({ where })).toMatchObject({
      name: "The Agency",
      howToReach: "555-0172",
    });
    const { code, details } = await refusalOf(save({ name: null, howToReach: "555-0173", base: AGENCY }));
    expect([code, details.differences]).toMatchObject([
      "CONFLICT",
      [
        { field: "name", theirs: "The Agency", yours: "nothing", theirValue: "The Agency" },
        { field: "howToReach", theirs: "555-0172", yours: "555-0173" },
      ],
    ]);
  });

  test("is what holds on the day of the site, which may be another than the one in Greenwich", async () => {
    const { site, ctx } = await aScene();
    const [first] = REACH.filter(({ id }) => id === "joint-commission")
      .map(({ validFrom }) => validFrom)
      .toSorted();
    const at = new Date(`${first}T03:00:00Z`);
    const reachAt = async (now: Date) =>
      (await listSiteBodies(ctx.viewer, now)).get(site.id)?.find(({ id }) => id === "joint-commission")?.known ?? null;
    expect(await reachAt(at)).toBeNull();
    expect(await reachAt(new Date(`${first}T06:00:00Z`))).not.toBeNull();
  });

  test("is told to whoever administers the site, with what nobody has said yet", async () => {
    const { site, ctx, save } = await aScene();
    await save();
    const bodies = (await listSiteBodies(ctx.viewer, NOW)).get(site.id);
    expect(bodies?.map(({ id, own, known }) => [id, own?.howToReach ?? known?.source ?? null])).toEqual([
      ["state", AGENCY.howToReach],
      ["qio", null],
      ["joint-commission", "Joint Commission APR.09.01.01"],
    ]);
    expect(await listSiteBodies(await aViewer({ site, role: "manager" }), NOW)).toEqual(new Map());
  });

  test.each(["associate", "supervisor", "manager", "responder", "auditor"] as const)("is not for %s", async (role) => {
    const { site, input } = await aScene();
    const other = userCtxFor(await aViewer({ site, role }));
    expect(await attempt(() => saveSiteBody(other, input))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("of a site of others is not found, and of a body that its pack does not name refused", async () => {
    const { save } = await aScene();
    const elsewhere = await aSite();
    expect((await attempt(() => save({ siteId: elsewhere.id }))).outcome).toBe("NOT_FOUND");
    expect(await attempt(() => save({ bodyId: "nobody" }))).toEqual({ outcome: "INVALID", changed: [] });
    expect((await attempt(() => save({ packId: "england" }))).outcome).toBe("INVALID");
  });

  test("is not kept where its event cannot be written", async () => {
    const { ctx, save } = await aScene();
    await refuseEventsBy(ctx.viewer.personId);
    await expect(save()).rejects.toThrow();
    expect(await systemDb().siteBody.count({ where: { savedById: ctx.viewer.personId } })).toBe(0);
  });
});
