import { beforeAll, describe, expect, test } from "vitest";
import { CaseKind } from "@/lib/case/schema";
import { endBaseline, rebaseSeries } from "@/lib/chart-baseline/mutations";
import { listBaselines } from "@/lib/chart-baseline/queries";
import { rebaseSeriesSchema } from "@/lib/chart-baseline/schema";
import { readEffect } from "@/lib/improvement/queries/effect";
import { readInsights } from "@/lib/insight/queries/dashboard";
import { dashboardSchema } from "@/lib/insight/rules/dashboard";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { countMarked } from "../../support/rollups";

const RUN_FROM = "2026-03-16";
const KINDS = "concern,complaint,grievance";
let site: Place;

/** A complaint in every second week, and since the middle of March four or five in each. */
beforeAll(async () => {
  site = await aSite();
  const weeks = Array.from({ length: 30 }, (_, at) => 30 - at);
  const days = weeks.flatMap((week) =>
    Array.from({ length: week <= 8 ? 4 + (week % 2) : (week + 1) % 2 }, () => week * 7),
  );
  await Promise.all(
    days.map((ago) => aCase({ site, kind: "complaint", receivedAt: new Date(NOW.getTime() - ago * 86_400_000) })),
  );
  await countMarked();
});

const someone = async (role: "manager" | "supervisor" | "associate", at = site) =>
  userCtxFor(await aViewer({ site: at, role }));
const given = (more: Record<string, string> = {}) =>
  rebaseSeriesSchema.parse({
    ...{ baselineId: newId(), siteId: site.id, figure: "received", kinds: KINDS, startsOn: RUN_FROM },
    ...{ reason: "The second clinic opened.", ...more },
  });
const shown = async (ctx: Awaited<ReturnType<typeof someone>>) => {
  const chosen = dashboardSchema.parse({});
  return (await readInsights(ctx.viewer, { chosen, where: "", onlySite: site.id }, NOW)).received;
};

describe("limits that begin anew", () => {
  test("do so where the run begins, with the reason and its event, once however often it is sent, until it is taken back", async () => {
    const ctx = await someone("manager");
    const before = await shown(ctx);
    expect(before.runSince).toBe(RUN_FROM);
    const input = given();
    await rebaseSeries(ctx, input);
    await rebaseSeries(ctx, input);
    const after = await shown(ctx);
    expect(after).toMatchObject({ rebases: [{ key: RUN_FROM, says: "The second clinic opened." }], runSince: null });
    expect(after.points.at(-1)).toMatchObject({ mean: 4.5, verdict: "common_cause" });
    expect(after.points.at(-9)).toEqual(before.points.at(-9));
    // What an action did is told against what is usual now.
    const judged = { measure: "received", direction: "decrease", cause: null, siteId: site.id, unitId: null } as const;
    const changed = {
      ...judged,
      kinds: Object.values(CaseKind).filter((kind) => KINDS.includes(kind)),
      changedOn: "2026-05-04",
    };
    expect((await readEffect(ctx.viewer, changed, NOW))?.chart.points[0]?.key).toBe(RUN_FROM);
    expect((await readEffect(ctx.viewer, { ...changed, kinds: [] }, NOW))?.chart.points[0]?.key).not.toBe(RUN_FROM);
    expect((await refusalOf(rebaseSeries(ctx, given()))).message).toMatch(/no run of seven/);
    await endBaseline(ctx, input);
    await endBaseline(ctx, input);
    expect((await shown(ctx)).points).toEqual(before.points);
    const types = await eventTypesOf("site", site.id);
    expect(types.filter((type) => type.startsWith("chart."))).toEqual(["chart.rebased", "chart.rebase_undone"]);
  });

  test("do so once when two managers say so at once, and the other is told that the chart has changed", async () => {
    const managers = await Promise.all([someone("manager"), someone("manager")]);
    const tried = await Promise.allSettled(managers.map((ctx) => rebaseSeries(ctx, given())));
    const refused = tried.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/has changed since|no run of/) }),
    ]);
    for (const { id } of await systemDb().chartBaseline.findMany({ where: { siteId: site.id, endedAt: null } })) {
      await endBaseline(await someone("manager"), { baselineId: id });
    }
  });

  test("hold for their own series alone", async () => {
    const ctx = await someone("manager");
    const input = given();
    await rebaseSeries(ctx, input);
    const series = { siteId: site.id, unitId: null, kinds: input.kinds };
    expect(await listBaselines(ctx.viewer, series)).toEqual([
      expect.objectContaining({ id: input.baselineId, figure: "received", startsOn: RUN_FROM, by: ctx.viewer.name }),
    ]);
    expect(await listBaselines(ctx.viewer, { ...series, kinds: ["complaint"] })).toEqual([]);
    expect(await listBaselines((await someone("associate")).viewer, series)).toEqual([]);
    await endBaseline(ctx, input);
  });
});

describe("limits stay as they are", () => {
  test.each([
    ["from a day on which no run begins", { startsOn: "2026-03-23" }, /has changed since you looked/],
    ["of a series without a run", { kinds: "compliment" }, /no run of seven/],
    ["of another figure", { figure: "answeredInTime" }, /no run of seven/],
  ])("%s", async (_what, more, words) => {
    expect((await refusalOf(rebaseSeries(await someone("manager"), given(more)))).message).toMatch(words);
  });

  test("for whoever does not answer for the site, sees no figures, or is elsewhere", async () => {
    const other = await aSite();
    expect((await refusalOf(rebaseSeries(await someone("supervisor"), given()))).message).toMatch(
      /A manager lets limits/,
    );
    expect((await refusalOf(rebaseSeries(await someone("associate"), given()))).message).toMatch(/This chart/);
    expect((await refusalOf(rebaseSeries(await someone("manager", other), given()))).message).toMatch(/This chart/);
    const unit = await aUnit(other);
    expect((await refusalOf(rebaseSeries(await someone("manager"), given({ unitId: unit.id })))).message).toMatch(
      /This unit/,
    );
  });

  test("of others: a supervisor takes nothing back, and elsewhere there is nothing", async () => {
    const ctx = await someone("manager");
    const input = given();
    await rebaseSeries(ctx, input);
    expect((await refusalOf(endBaseline(await someone("supervisor"), input))).message).toMatch(/A manager takes/);
    expect((await refusalOf(endBaseline(await someone("manager", await aSite()), input))).message).toMatch(
      /This baseline/,
    );
    await endBaseline(ctx, input);
  });

  test("where the event is refused", async () => {
    const ctx = await someone("manager");
    await refuseEventsBy(ctx.viewer.personId);
    const input = given();
    await outcomeOf(rebaseSeries(ctx, input));
    expect(await systemDb().chartBaseline.findUnique({ where: { id: input.baselineId } })).toBeNull();
  });
});
