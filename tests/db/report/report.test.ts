import { describe, expect, test } from "vitest";
import { readRates } from "@/lib/insight/queries/rates";
import { readSatisfaction } from "@/lib/insight/queries/satisfaction";
import { readSeries } from "@/lib/insight/queries/series";
import { centile } from "@/lib/insight/rules/interval";
import { CASE_METRICS, ISSUE_METRICS } from "@/lib/insight/schema";
import { listNotifications } from "@/lib/notification/queries";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { CaseKind } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { countReport } from "@/lib/report/jobs";
import { countReport as count, countLostReports } from "@/lib/report/mutations/count-report";
import { handOutReport } from "@/lib/report/mutations/hand-out";
import { makeReport } from "@/lib/report/mutations/make-report";
import { setAreas } from "@/lib/report/mutations/set-areas";
import { getReport, listReports } from "@/lib/report/queries/reports";
import type { Figure } from "@/lib/report/rules/result";
import { tellFigure } from "@/lib/report/rules/tell";
import { makeReportSchema, OWN_METRICS, setAreasSchema, takeReportSchema } from "@/lib/report/schema";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf } from "../../support/evidence";
import {
  aCase,
  anEscalation,
  anIssue,
  aPatient,
  aSite,
  aUnit,
  aViewer,
  NOW,
  type Place,
  userCtxFor,
  viewerAgain,
} from "../../support/factories";
import { runQueue } from "../../support/jobs";
import { readCsv } from "../../support/read-csv";
import { readPdf } from "../../support/read-pdf";
import { readWorkbook } from "../../support/read-workbook";
import { countMarked } from "../../support/rollups";
import { anInvitation, aClosedCase as aSurveyedCase } from "../../support/surveys";

const DAYS = { from: "2026-04-01", to: "2026-04-30" };
const at = (day: string) => new Date(`${day}T10:00:00Z`);

const KINDS = Object.values(CaseKind);
const asked = (site: Place, more: Record<string, unknown> = {}) =>
  makeReportSchema.parse({ reportId: newId(), kind: "annual", siteIds: site.id, ...DAYS, kinds: KINDS, ...more });

async function made(viewer: Viewer, site: Place, more: Record<string, unknown> = {}) {
  const { reportId } = await makeReport(userCtxFor(viewer), asked(site, more));
  await count({ ...systemCtx("Reports"), now: NOW }, reportId);
  return getReport(viewer, reportId);
}

const figuresOf = ({ result }: { result: { sections: { figures: Figure[] }[] } | null }) =>
  (result?.sections ?? []).flatMap(({ figures }) => figures);

const fileOf = async (viewer: Viewer, reportId: string, query: Record<string, string>) => {
  const { body } = await handOutReport(userCtxFor(viewer), reportId, takeReportSchema.parse(query));
  return Buffer.from(await new Response(body).arrayBuffer());
};
const recordsOf = (bytes: Buffer) => readCsv(bytes.toString("utf8").replace(/^\uFEFF/, ""));

type Closed = { on: string; reopenedOn?: string; findings?: ("upheld" | "partly_upheld" | "not_upheld")[] };

async function aClosedCase(site: Place, receivedOn: string, { on, reopenedOn, findings = [] }: Closed) {
  const isClosed = reopenedOn === undefined;
  const one = await aCase({
    ...{ site, receivedAt: at(receivedOn), state: isClosed ? "closed" : "reopened" },
    closedAt: isClosed ? at(on) : null,
  });
  for (const [index, finding] of findings.entries()) {
    await anIssue({ caseId: one.id, siteId: site.id, position: index + 1, finding, category: "quality" });
  }
  const again = reopenedOn
    ? { reopenedAt: at(reopenedOn), reopenedById: one.loggedById, reopenReason: "They wrote again." }
    : {};
  await systemDb().closing.create({
    data: {
      ...{ id: newId(), caseId: one.id, siteId: site.id, closedById: one.loggedById, closedAt: at(on) },
      ...{ outcome: "answered", summary: "Done.", hasChanged: true, lesson: "None.", ...again },
    },
  });
  return one;
}

/** A case whose survey was answered at an instant; its reference. */
async function aClosedSurvey(site: Place, instrument: string, items: Record<string, string>, answered: string | Date) {
  const given = await aSurveyedCase({ site, closedAt: at("2026-03-20"), patient: null });
  const { invitationId, versionId } = await anInvitation(given, { instrument, sentAt: at("2026-03-25") });
  await systemDb().surveyAnswer.create({
    data: {
      ...{ id: newId(), invitationId, caseId: given.id, siteId: site.id, versionId, language: "en", items, issues: [] },
      answeredAt: new Date(answered),
    },
  });
  return given.reference;
}

/** A month with a bit of everything. */
async function aBusyMonth(site: Place) {
  const ward = await aUnit(site, "=Ward 4");
  const { personId: loggedById } = await aViewer({ site, role: "manager" });
  const { id: patientId } = await aPatient({ site, bornOn: "1950-05-01" });
  for (let index = 0; index < 12; index++) {
    const unitId = index % 2 ? ward.id : null;
    const kind = (["complaint", "grievance", "compliment", "concern"] as const)[index % 4];
    const namesStaff = index < 8;
    const receivedAt = at(`2026-04-${10 + index}`);
    const one = await aCase({ site, loggedById, kind, unitId, patientId, receivedAt, namesStaff });
    await anIssue({ caseId: one.id, siteId: site.id, category: index % 3 ? "safety" : null });
    if (index % 5 === 0) await anEscalation({ caseId: one.id, siteId: site.id, raisedById: loggedById });
  }
  await aClosedCase(site, "2026-03-01", { on: "2026-04-03", findings: ["upheld", "upheld"] });
  await aClosedCase(site, "2026-03-02", { on: "2026-04-04", findings: ["upheld", "not_upheld"] });
  await aClosedCase(site, "2026-04-02", { on: "2026-04-05", findings: ["not_upheld"] });
  await aClosedCase(site, "2026-04-02", { on: "2026-04-06" });
  await aClosedCase(site, "2026-03-03", { on: "2026-04-07", reopenedOn: "2026-04-20", findings: ["upheld"] });
  await aClosedCase(site, "2026-02-03", { on: "2026-03-07", reopenedOn: "2026-04-21" });
  await systemDb().denominator.create({
    data: {
      ...{ id: newId(), siteId: site.id, month: new Date("2026-04-01"), measure: "encounters", value: 400 },
      ...{ source: "person", setById: loggedById, setAt: NOW },
    },
  });
  await countMarked();
}

describe("a report", () => {
  test("is counted by a worker, told to its maker and to the audit trail, and shows the cases behind each figure", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager", name: "Dana Moreau" });
    await aBusyMonth(site);
    const { reportId } = await makeReport(userCtxFor(viewer), asked(site));
    await runQueue({ countReport });
    const report = await getReport(viewer, reportId);
    expect(report.state).toBe("counted");
    const told = Object.fromEntries(figuresOf(report).map((figure) => [figure.key, tellFigure(figure)]));
    expect(told).toMatchObject({
      ...{ complaints: "8", resolved: "3", withoutFinding: "1", changed: "4" },
      ...{ "resolved.upheld": "33.3%", "resolved.partly_upheld": "33.3%", "resolved.not_upheld": "33.3%" },
      ...{ complaintsPerEncounters: "20.00 per 1,000", "month.2026-04": "8" },
    });
    const listed = figuresOf(report).filter(({ counts, isHidden }) => counts !== null && !isHidden);
    expect(listed.length).toBeGreaterThan(20);
    for (const { key, numerator, denominator, hasOf } of listed) {
      const behind = recordsOf(await fileOf(viewer, reportId, { format: "csv", figure: key }));
      expect([key, behind.length - 1]).toEqual([key, numerator]);
      if (!hasOf) continue;
      const of = recordsOf(await fileOf(viewer, reportId, { format: "csv", figure: key, of: "1" }));
      expect([key, of.length - 1]).toEqual([key, denominator]);
    }
    expect(report.result?.checks).toMatchObject([
      { rule: "Insights counts the same", holds: true, told: expect.stringMatching(/^With all kinds chosen there/) },
    ]);
    expect((await eventTypesOf("site", site.id)).filter((type) => type.startsWith("report.")).slice(0, 3)).toEqual([
      "report.made",
      "report.counted",
      "report.taken",
    ]);
    const news = await systemDb().notification.findMany({ where: { personId: viewer.personId } });
    expect(news.map(({ type }) => type)).toEqual(["report_ready"]);
    const { rows } = await listNotifications(viewer, { tab: "unread" });
    expect(rows).toMatchObject([{ about: report.title, href: `/reports/${reportId}` }]);
  });

  test("for publication says which others share its days and sites, from which small numbers could be told", async () => {
    const site = await aSite();
    const other = await aSite({ organisationId: site.organisationId });
    const viewer = await aViewer({ site, role: "manager", also: [{ site: other, role: "manager" }] });
    const published = (more: Record<string, unknown> = {}, at = site) =>
      made(viewer, at, { forPublication: "on", ...more });
    const first = await published();
    const same = await published();
    await made(viewer, site, { from: "2026-04-10" });
    await published({}, other);
    await published({ from: "2026-03-01", to: "2026-03-31" });
    expect([first.overlapping, same.overlapping]).toEqual([[], []]);
    const longer = await published({ from: "2026-03-15" });
    expect(longer.overlapping).toHaveLength(3);
    expect((await getReport(viewer, first.id)).overlapping.map(({ id }) => id)).toEqual([longer.id]);
    const both = await published({ siteIds: [site.id, other.id] });
    const found = (await getReport(viewer, first.id)).overlapping.map(({ id }) => id);
    expect(found).toEqual([both.id, longer.id]);
    expect((await getReport(await aViewer({ site, role: "manager" }), first.id)).overlapping).toHaveLength(1);
    expect((await made(viewer, site)).overlapping).toEqual([]);
  });

  test("counts every metric of the dashboards as they do", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    await aBusyMonth(site);
    const report = await made(viewer, site, { kind: "own", metrics: [...OWN_METRICS], split: "month" });
    const figures = new Map(figuresOf(report).map((figure) => [figure.key, figure]));
    for (const metric of [...CASE_METRICS, ...ISSUE_METRICS.filter((one) => one !== "severityOfIssues")]) {
      const [point] = await readSeries(viewer, { metric, ...DAYS, step: "month" }, NOW);
      const figure = figures.get(metric);
      expect([metric, figure?.numerator, figure?.denominator]).toEqual([
        metric,
        point?.numerator,
        point?.denominator ?? null,
      ]);
      expect(figures.get(`${metric}.2026-04`)?.numerator).toBe(point?.numerator);
    }
    const timed = figuresOf(report).filter(
      ({ unit, value }) => (unit === "hours" || unit === "days") && value !== null,
    );
    expect(timed.map(({ key }) => key)).toContain("timeToClose");
    for (const { key, unit, value, ninetieth } of timed) {
      const [headers = [], ...behind] = recordsOf(await fileOf(viewer, report.id, { format: "csv", figure: key }));
      const took = behind.map((cells) => Number(cells[headers.indexOf(`Took, in ${unit}`)]));
      expect([key, centile(took, 0.5), centile(took, 0.9)]).toEqual([key, value, ninetieth]);
    }
    const [rate] = await readRates(viewer, { metric: "complaintsPerEncounters", ...DAYS }, NOW);
    expect(figures.get("complaintsPerEncounters")).toMatchObject({ numerator: rate?.numerator, denominator: 400 });
    const some = await made(viewer, site, { kind: "own", metrics: ["received"], kinds: ["concern"] });
    const [concerns] = await readSeries(
      viewer,
      { metric: "received", kinds: ["concern"], ...DAYS, step: "month" },
      NOW,
    );
    expect(figuresOf(some).map(({ numerator }) => numerator)).toEqual([concerns?.numerator]);
    expect(figures.get("complaintsPerDischarges")).toMatchObject({
      ...{ value: null, note: "Apr 2026 is left out: nobody has said how many discharges there were." },
    });
  });

  test("tells what people answered as the dashboards do, with the cases behind it, and hides what few said", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const before = await aClosedSurvey(site, "service_recovery", { listened: "1" }, "2026-03-31T12:00:00Z");
    for (let index = 0; index < 12; index++) {
      const items = { listened: index < 9 ? "5" : "2", explained: "4" };
      // The last came in the first hour of the month, by the clocks of the site.
      await aClosedSurvey(site, "service_recovery", items, index === 11 ? "2026-03-31T23:30:00Z" : at("2026-04-10"));
      if (index < 3) await aClosedSurvey(site, "csat", { satisfaction: "5" }, at("2026-04-10"));
    }
    // Merged into another since: its answer counts nowhere.
    const merged = await aClosedSurvey(site, "service_recovery", { listened: "5" }, at("2026-04-12"));
    const into = await systemDb().case.findUniqueOrThrow({ where: { reference: before }, select: { id: true } });
    await systemDb().case.update({
      where: { reference: merged },
      data: { state: "reopened", closedAt: null, mergedIntoId: into.id },
    });
    await countMarked();
    const board = await made(viewer, site, { kind: "board" });
    const ofYear = figuresOf(board).find(({ key }) => key === "satisfiedOverall");
    expect([ofYear?.numerator, ofYear?.denominator]).toEqual([9, 13]);
    const report = await made(viewer, site);
    const figures = new Map(figuresOf(report).map((figure) => [figure.key, figure]));
    const [month] = await readSatisfaction(viewer, { ...DAYS }, NOW);
    const listened = month?.items.find(({ item }) => item === "listened");
    expect(figures.get("said.listened")).toMatchObject({ numerator: listened?.good, denominator: listened?.all });
    expect(figures.get("satisfiedOverall")).toMatchObject({ numerator: 9, denominator: 12 });
    const [fairness] = await systemDb().$queryRaw<{ answers: number; satisfied: number }[]>`
      SELECT sum("answers")::int AS "answers", sum("satisfied")::int AS "satisfied" FROM "RollupGroup"
      WHERE "siteId" = ${site.id}::uuid AND "split" = 'unit' AND "day" BETWEEN ${DAYS.from}::date AND ${DAYS.to}::date`;
    expect(fairness).toEqual({ answers: 12, satisfied: 9 });
    expect(listened).toMatchObject({ good: 9, all: 12 });
    expect(figures.get("csat")).toMatchObject({ isHidden: true, denominator: null, counts: null });
    const ask = { format: "csv", figure: "satisfiedOverall" } as const;
    expect(recordsOf(await fileOf(viewer, report.id, ask)).length - 1).toBe(9);
    const all = await fileOf(viewer, report.id, { ...ask, of: "1" });
    expect(recordsOf(all).length - 1).toBe(12);
    expect(all.toString()).not.toContain(before);
    // The figure again, from the file of what it counted.
    const [head = [], ...answers] = recordsOf(all);
    const given = answers.map((row) => [row[head.indexOf("Listened to")], row[head.indexOf("Explained")]]);
    expect(given.filter((items) => items.filter((value) => Number(value) >= 4).length === 2).length).toBe(9);
    const ofCases = recordsOf(await fileOf(viewer, report.id, { format: "csv", figure: "complaints" }));
    expect(ofCases[0]).not.toContain("Answered");
    await expect(fileOf(viewer, report.id, { ...ask, figure: "csat" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("stays as it was counted, whatever happens afterwards", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    await aBusyMonth(site);
    const before = await made(viewer, site);
    await aCase({ site, receivedAt: at("2026-04-10") });
    await count({ ...systemCtx("Reports"), now: NOW }, before.id);
    expect(await getReport(viewer, before.id)).toEqual(before);
    const change = (data: object) => systemDb().report.update({ where: { id: before.id }, data });
    await expect(change({ result: {} })).rejects.toThrow();
    await expect(change({ title: "Another" })).rejects.toThrow();
    await expect(systemDb().reportFigure.deleteMany({ where: { reportId: before.id } })).rejects.toThrow();
  });

  test("of one form sent twice, and counted by two workers at once, is one", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const input = asked(site);
    await Promise.all([makeReport(userCtxFor(viewer), input), makeReport(userCtxFor(viewer), input)]);
    const ctx = { ...systemCtx("Reports"), now: NOW };
    await Promise.all([count(ctx, input.reportId), count(ctx, input.reportId)]);
    expect(await listReports(viewer)).toMatchObject([{ id: input.reportId, state: "counted" }]);
    expect((await eventTypesOf("site", site.id)).filter((type) => type.startsWith("report."))).toEqual([
      "report.made",
      "report.counted",
    ]);
  });

  test("that a killed worker left is counted by the next, and given up after three", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const input = asked(site);
    await makeReport(userCtxFor(viewer), input);
    const lost = { claimId: newId(), attempts: 1, beatAt: new Date(Date.now() - 5 * 60_000) };
    await systemDb().report.update({ where: { id: input.reportId }, data: lost });
    await countLostReports(systemCtx("Reports"));
    expect((await getReport(viewer, input.reportId)).state).toBe("counted");
    const other = asked(site);
    await makeReport(userCtxFor(viewer), other);
    await systemDb().report.update({ where: { id: other.reportId }, data: { ...lost, attempts: 3 } });
    await countLostReports(systemCtx("Reports"));
    expect(await getReport(viewer, other.reportId)).toMatchObject({ state: "failed" });
  });

  test("is refused to whoever sees no figures, or not those of all its sites, and hides with a site that is lost", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const viewer = await aViewer({ site, role: "manager", also: [{ site: other, role: "manager" }] });
    const input = asked(site, { siteIds: [site.id, other.id] });
    for (const role of ["associate", "administrator", "responder"] as const) {
      const nobody = await aViewer({ site, role });
      expect(await attempt(() => makeReport(userCtxFor(nobody), asked(site)))).toMatchObject({ outcome: "NOT_FOUND" });
    }
    const half = await aViewer({ site, role: "manager" });
    expect(await outcomeOf(makeReport(userCtxFor(half), input))).toBe("NOT_FOUND");
    await makeReport(userCtxFor(viewer), input);
    expect(await outcomeOf(getReport(half, input.reportId))).toBe("NOT_FOUND");
    expect(await outcomeOf(fileOf(half, input.reportId, { format: "csv" }))).toBe("NOT_FOUND");
    expect(await listReports(half)).toEqual([]);
    await systemDb().roleGrant.deleteMany({ where: { personId: viewer.personId, siteId: other.id } });
    await count(systemCtx("Reports"), input.reportId);
    const after = await viewerAgain(viewer.personId);
    expect(await outcomeOf(getReport(after, input.reportId))).toBe("NOT_FOUND");
    const row = await systemDb().report.findUniqueOrThrow({ where: { id: input.reportId } });
    expect(row.failure).toContain("may not see the figures of all its sites any more");
  });

  test("says that its time is not over, that nothing came in, and refuses days that have not come", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const report = await made(viewer, site, { from: "2026-05-01", to: "2026-05-31" });
    expect(report.result?.remarks).toEqual([
      "This time was not over when it was counted: the figures are those until then.",
      "No case came in during this time.",
    ]);
    expect(await outcomeOf(makeReport(userCtxFor(viewer), asked(site, { from: "2026-06-01", to: "2026-06-30" })))).toBe(
      "INVALID",
    );
    expect(makeReportSchema.safeParse({ ...asked(site), siteIds: [site.id], to: "2026-03-01" }).success).toBe(false);
  });

  test("for publication keeps nothing of small groups, in no file", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    await aBusyMonth(site);
    const { id, result } = await made(viewer, site, { forPublication: "on" });
    const ages = result?.sections.find(({ key }) => key === "ages")?.figures ?? [];
    expect(ages.every(({ isHidden, value }) => isHidden && value === null)).toBe(true);
    const units = result?.sections.find(({ key }) => key === "units")?.figures ?? [];
    expect(units.map(({ isHidden, value }) => [isHidden, value])).toEqual(Array(2).fill([true, null]));
    expect(await systemDb().reportFigure.count({ where: { reportId: id } })).toBe(0);
    const ask = { format: "csv", figure: "complaints" };
    await expect(fileOf(viewer, id, ask)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const rows = recordsOf(await fileOf(viewer, id, { format: "csv" }));
    expect(
      rows.filter(([section]) => section === "Age of the patient").every(([, , value]) => value === "hidden"),
    ).toBe(true);
  });

  test("goes out as PDF, workbook and CSV with the same figures, numbers as numbers and no formula", async () => {
    const site = await aSite({ name: "General" });
    const viewer = await aViewer({ site, role: "manager", name: "Dana Moreau" });
    await aBusyMonth(site);
    const { id, title } = await made(viewer, site);
    const csv = recordsOf(await fileOf(viewer, id, { format: "csv" }));
    const upheld = csv.find(([, figure]) => figure === "Upheld");
    expect(upheld?.slice(2, 8)).toEqual(
      ["33.3", "%", "1", "3", "6.15", "79.23"].map((cell, index) => (index > 3 ? expect.any(String) : cell)),
    );
    expect(csv.find(([section, figure]) => section === "Where" && figure?.includes("Ward 4"))?.[1]).toBe("'=Ward 4");
    expect(csv[1]?.at(-1)).toContain("by Dana Moreau, row 1 of");
    const { sheets } = readWorkbook(await fileOf(viewer, id, { format: "xlsx" }));
    expect(sheets.map(({ name }) => name)).toEqual(["Figures", "About this report"]);
    expect(JSON.stringify(sheets[0]?.rows[1])).toContain('"number":8');
    const { texts } = await readPdf(await fileOf(viewer, id, { format: "pdf" }));
    const words = texts.join(" ").replace(/\s+/g, " ");
    for (const part of [title, "33.3%", "What the figures mean", "Downloaded by Dana Moreau"])
      expect(words).toContain(part);
  });
});

describe("the areas of a return", () => {
  const rows = (code: string, area: string, base: string) =>
    setAreasSchema.parse({ list: "subject", rows: [{ code, area, base }] });

  test("are changed by managers, recorded, and refused where somebody else was first or the code is not known", async () => {
    const site = await aSite();
    const manager = await aViewer({ site, role: "manager" });
    expect(await setAreas(userCtxFor(manager), rows("quality", "Care", "Clinical treatment"))).toEqual({ changed: 1 });
    expect(await eventTypesOf("site", site.id)).toEqual(["report.areas_set"]);
    expect(await outcomeOf(setAreas(userCtxFor(manager), rows("quality", "Other", "Clinical treatment")))).toBe(
      "CONFLICT",
    );
    expect(await outcomeOf(setAreas(userCtxFor(manager), rows("made_up", "Other", "")))).toBe("INVALID");
    expect(await outcomeOf(setAreas(userCtxFor(manager), rows("quality", "", "Care")))).toBe("INVALID");
    expect(await setAreas(userCtxFor(manager), rows("institutional_processes/admission", "", "Appointments"))).toEqual({
      changed: 1,
    });
    const supervisor = await aViewer({ site, role: "supervisor" });
    expect(await attempt(() => setAreas(userCtxFor(supervisor), rows("quality", "Other", "Care")))).toMatchObject({
      outcome: "FORBIDDEN",
    });
    await setAreas(userCtxFor(manager), rows("quality", "Clinical treatment", "Care"));
    await setAreas(userCtxFor(manager), rows("institutional_processes/admission", "Appointments", ""));
  });
});
