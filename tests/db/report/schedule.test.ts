import { describe, expect, test } from "vitest";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { countReport } from "@/lib/report/mutations/count-report";
import { makeReport } from "@/lib/report/mutations/make-report";
import { runSchedules } from "@/lib/report/mutations/run-schedules";
import { scheduleReport, stopSchedule } from "@/lib/report/mutations/schedule-report";
import { getReport, listReaders, listReports, listSchedules } from "@/lib/report/queries/reports";
import { makeReportSchema, scheduleReportSchema } from "@/lib/report/schema";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf } from "../../support/evidence";
import { aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

const onDay = (day: string) => ({ ...systemCtx("Reports"), now: new Date(`${day}T12:00:00Z`) });

async function scheduled(site: Place, also: Place[] = []) {
  const more = also.map((at) => ({ role: "manager" as const, site: at }));
  const viewer = await aViewer({ site, role: "manager", name: "Dana Moreau", also: more });
  const reader = await aViewer({ site, role: "supervisor", name: "Sam Field" });
  const reportId = newId();
  const days = { from: "2026-04-01", to: "2026-04-30" };
  const asked = makeReportSchema.parse({
    reportId,
    kind: "board",
    siteIds: [site, ...also].map(({ id }) => id),
    ...days,
  });
  await makeReport(userCtxFor(viewer), asked);
  const input = scheduleReportSchema.parse({
    ...{
      scheduleId: newId(),
      reportId,
      every: "month",
      day: "5",
      personIds: [also.length > 0 ? viewer.personId : reader.personId],
    },
  });
  return { viewer, reader, reportId, input };
}

const newsOf = async (personId: string) =>
  (await systemDb().notification.findMany({ where: { personId } })).map(({ type }) => type);

describe("a schedule", () => {
  test("makes the report of each month that ended once, by however many workers, and makes up for what it missed", async () => {
    const site = await aSite();
    const { viewer, reader, reportId, input } = await scheduled(site);
    await scheduleReport(userCtxFor(viewer), input);
    await scheduleReport(userCtxFor(viewer), input);
    expect(await listSchedules(viewer)).toMatchObject([{ reportId, nextOn: "2026-06-05", readers: ["Sam Field"] }]);
    expect(await runSchedules(onDay("2026-06-04"))).toBe(0);
    await Promise.all([runSchedules(onDay("2026-07-06")), runSchedules(onDay("2026-07-06"))]);
    expect(await runSchedules(onDay("2026-07-06"))).toBe(0);
    const made = (await listReports(viewer)).filter(({ isOfSchedule }) => isOfSchedule);
    expect(
      made.map(({ title, from, to }) => ({ title, from, to })).toSorted((a, b) => a.from.localeCompare(b.from)),
    ).toEqual([
      { title: "Board pack, May 2026", from: "2026-05-01", to: "2026-05-31" },
      { title: "Board pack, June 2026", from: "2026-06-01", to: "2026-06-30" },
    ]);
    expect(await listSchedules(viewer)).toMatchObject([{ nextOn: "2026-08-05" }]);
    for (const { id } of made) await countReport(onDay("2026-07-06"), id);
    expect(await newsOf(reader.personId)).toEqual(["report_ready", "report_ready"]);
    expect((await eventTypesOf("site", site.id)).filter((type) => type === "report.scheduled")).toHaveLength(1);
  });

  test("tells nothing to whoever lost the right since, and says so", async () => {
    const site = await aSite();
    const { viewer, reader, input } = await scheduled(site);
    await scheduleReport(userCtxFor(viewer), input);
    await systemDb().roleGrant.deleteMany({ where: { personId: reader.personId } });
    await runSchedules(onDay("2026-06-05"));
    const [made] = (await listReports(viewer)).filter(({ isOfSchedule }) => isOfSchedule);
    await countReport(onDay("2026-06-05"), made?.id ?? "");
    expect(await newsOf(reader.personId)).toEqual([]);
    expect((await getReport(viewer, made?.id ?? "")).readers).toEqual([{ name: "Sam Field", wasTold: false }]);
    expect(await eventTypesOf("site", site.id)).toContain("report.withheld");
  });

  test("is counted for the next who may see it where its maker lost the right, and stops where nobody may", async () => {
    const site = await aSite();
    const { viewer, reader, input } = await scheduled(site);
    await scheduleReport(userCtxFor(viewer), input);
    await systemDb().roleGrant.deleteMany({ where: { personId: viewer.personId } });
    await runSchedules(onDay("2026-06-05"));
    const row = await systemDb().report.findFirst({ where: { scheduleId: input.scheduleId } });
    expect(row?.madeById).toBe(reader.personId);
    await systemDb().roleGrant.deleteMany({ where: { personId: reader.personId } });
    await runSchedules(onDay("2026-07-05"));
    const stopped = await systemDb().reportSchedule.findUniqueOrThrow({ where: { id: input.scheduleId } });
    expect(stopped.stoppedWhy).toContain("Nobody who was named may see");
    expect(await systemDb().report.count({ where: { scheduleId: input.scheduleId } })).toBe(1);
  });

  test("is ended by whoever made it though they only read by now, and by who schedules at one of its sites", async () => {
    const [site, other] = [await aSite(), await aSite()];
    for (const who of ["maker", "supervisor"] as const) {
      const { viewer: maker, input } = await scheduled(site, [other]);
      await scheduleReport(userCtxFor(maker), input);
      const of = { scheduleId: input.scheduleId };
      const reads = await aViewer({ site, role: "auditor", also: [{ role: "auditor", site: other }] });
      expect((await listSchedules(reads)).find(({ id }) => id === of.scheduleId)?.mayStop).toBe(false);
      expect(await outcomeOf(stopSchedule(userCtxFor(reads), of))).toBe("FORBIDDEN");
      const ends =
        who === "maker" ? { ...reads, personId: maker.personId } : await aViewer({ site, role: "supervisor" });
      const shown = (await listSchedules(ends)).find(({ id }) => id === of.scheduleId);
      expect(shown?.mayStop).toBe(true);
      // Of one site alone neither the other nor who is told of both.
      const seen = who === "maker" ? [true, 2] : [false, 1];
      expect([(shown?.readers.length ?? 0) > 0, shown?.sites.length]).toEqual(seen);
      await stopSchedule(userCtxFor(ends), of);
      expect((await listSchedules(ends)).map(({ id }) => id)).not.toContain(of.scheduleId);
    }
  });

  test("is refused for people who may not see it, to whoever sees no figures, and of a foreign site's report", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const { viewer, input } = await scheduled(site);
    const associate = await aViewer({ site, role: "associate" });
    const named = scheduleReportSchema.parse({ ...input, day: "5", personIds: [associate.personId] });
    expect(await outcomeOf(scheduleReport(userCtxFor(viewer), named))).toBe("INVALID");
    expect((await listReaders(viewer, [site.id])).map(({ id }) => id)).not.toContain(associate.personId);
    for (const nobody of [associate, await aViewer({ site: other, role: "manager" })]) {
      expect(await attempt(() => scheduleReport(userCtxFor(nobody), input))).toMatchObject({ outcome: "NOT_FOUND" });
    }
    await scheduleReport(userCtxFor(viewer), input);
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    expect(await outcomeOf(stopSchedule(auditor, { scheduleId: input.scheduleId }))).toBe("FORBIDDEN");
    expect(await outcomeOf(scheduleReport(auditor, { ...input, scheduleId: newId() }))).toBe("FORBIDDEN");
    const foreign = await aViewer({ site: other, role: "manager" });
    expect(await outcomeOf(stopSchedule(userCtxFor(foreign), { scheduleId: input.scheduleId }))).toBe("NOT_FOUND");
    await stopSchedule(userCtxFor(viewer, NOW), { scheduleId: input.scheduleId });
    expect(await outcomeOf(stopSchedule(userCtxFor(viewer), { scheduleId: input.scheduleId }))).toBe("CONFLICT");
    expect(await runSchedules(onDay("2026-06-05"))).toBe(0);
  });
});
