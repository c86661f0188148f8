import { describe, expect, test } from "vitest";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { countReport } from "@/lib/report/mutations/count-report";
import { makeReport } from "@/lib/report/mutations/make-report";
import { getReport } from "@/lib/report/queries/reports";
import { tellFigure } from "@/lib/report/rules/tell";
import { makeReportSchema } from "@/lib/report/schema";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aPatient, aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { countMarked } from "../../support/rollups";

const YEAR = { from: "2025-04-01", to: "2026-03-31" };
const at = (day: string) => new Date(`${day}T10:00:00Z`);

type Given = {
  received: string;
  closed?: string;
  reopened?: string;
  findings: ("upheld" | "partly_upheld" | "not_upheld" | null)[];
} & Partial<Pick<Parameters<typeof aCase>[0], "patientId" | "reporterKind" | "unitId" | "loggedById">>;

async function aComplaint(site: Place, { received, closed, reopened, findings, ...more }: Given) {
  const isClosed = closed !== undefined && reopened === undefined;
  const receivedAt = at(received);
  const closedAt = isClosed ? at(closed) : null;
  const one = await aCase({ site, receivedAt, closedAt, state: isClosed ? "closed" : "investigating", ...more });
  for (const [index, finding] of findings.entries()) {
    await anIssue({ caseId: one.id, siteId: site.id, position: index + 1, finding, category: "communication" });
  }
  if (closed === undefined) return one;
  await systemDb().closing.create({
    data: {
      ...{ id: newId(), caseId: one.id, siteId: site.id, closedById: one.loggedById, closedAt: at(closed) },
      ...{ outcome: "answered", summary: "Told them why.", hasChanged: false, lesson: "None." },
      ...(reopened
        ? { reopenedAt: at(reopened), reopenedById: one.loggedById, reopenReason: "They wrote again." }
        : {}),
    },
  });
  return one;
}

/** A year of a site in England: two complaints open before it, five new, one that came back. */
async function aYear() {
  const site = await aSite({ name: "Northgate General", packId: "england" });
  const viewer = await aViewer({ site, role: "manager" });
  const ward = await aUnit(site, "Maternity");
  const of = { patientId: (await aPatient({ site, bornOn: "1950-05-01" })).id, loggedById: viewer.personId };
  await aComplaint(site, { received: "2025-03-20", closed: "2025-04-10", findings: ["upheld"], ...of });
  await aComplaint(site, { received: "2025-03-21", findings: [null] });
  await aComplaint(site, { received: "2025-02-01", closed: "2025-03-01", reopened: "2025-06-01", findings: [null] });
  await aComplaint(site, { received: "2025-05-01", closed: "2025-05-20", findings: ["upheld", "upheld"], ...of });
  await aComplaint(site, { received: "2025-05-02", closed: "2025-06-20", findings: ["upheld", "not_upheld"] });
  await aComplaint(site, { received: "2025-09-02", closed: "2025-10-20", findings: ["not_upheld"], unitId: ward.id });
  await aComplaint(site, { received: "2025-11-02", closed: "2025-11-20", findings: [null] });
  await aComplaint(site, { received: "2026-03-30", closed: "2026-04-20", findings: ["upheld"] });
  await aCase({ site, kind: "concern", receivedAt: at("2025-07-01") });
  return { site, viewer, ...of };
}

async function returnOf({ site, viewer }: Pick<Awaited<ReturnType<typeof aYear>>, "site" | "viewer">) {
  await countMarked();
  const input = makeReportSchema.parse({ ...YEAR, kind: "ko41a", reportId: newId(), siteIds: site.id });
  const { reportId } = await makeReport(userCtxFor(viewer), input);
  await countReport({ ...systemCtx("Reports"), now: NOW }, reportId);
  const { result } = await getReport(viewer, reportId);
  return { sections: result?.sections ?? [], checks: result?.checks ?? [], remarks: result?.remarks ?? [] };
}

const told = (sections: Awaited<ReturnType<typeof returnOf>>["sections"], part: string) =>
  Object.fromEntries(
    (sections.find(({ key }) => key.startsWith(part))?.figures ?? []).map((each) => [each.label, tellFigure(each)]),
  );

describe("a KO41a return of an English site's cases", () => {
  test("has its totals, ages, status, services and subjects, and its sums hold", async () => {
    const year = await aYear();
    const { sections, checks, remarks } = await returnOf(year);
    expect(told(sections, "totals")).toEqual({
      ...{ "Brought forward": "2", New: "5", "Reopened in the time": "1", Resolved: "4" },
      ...{ "Resolved: upheld": "2", "Resolved: partially upheld": "1", "Resolved: not upheld": "1" },
      ...{ "Closed without a finding": "1", "Carried forward": "3" },
    });
    const upheld = sections[0]?.figures.find(({ key }) => key.startsWith("upheld"));
    expect(upheld).toMatchObject({ note: "50.0% of those resolved", lower: null, upper: null });
    expect(remarks).toHaveLength(1);
    expect(told(sections, "age")).toMatchObject({ "75 and over": "1", "Not known": "4" });
    expect(told(sections, "service")).toEqual({ "No unit": "4", Maternity: "1" });
    expect(Object.values(told(sections, "subject"))).toEqual(["7"]);
    expect(checks.map(({ holds }) => holds)).toEqual(Array(6).fill(true));
  });

  test("of a site elsewhere says whose return it is", async () => {
    const site = await aSite({ name: "St Brigid", packId: "us-hospital" });
    const { remarks } = await returnOf({ site, viewer: await aViewer({ site, role: "manager" }) });
    expect(remarks).toContain("KO41a is England's return. The rules of England do not hold at St Brigid.");
  });

  test("says plainly which sum does not hold, and names the case", async () => {
    const year = await aYear();
    // Closed by nobody: it is neither resolved nor open. And issues that are not listed any more, so that subjects are fewer than complaints.
    const lost = await aComplaint(year.site, { received: "2025-08-01", findings: ["upheld"] });
    await systemDb().case.update({ where: { id: lost.id }, data: { state: "closed", closedAt: at("2025-08-20") } });
    await systemDb().issue.updateMany({
      where: { siteId: year.site.id, position: { gt: 1 } },
      data: { voidedAt: NOW, voidReason: "Listed twice." },
    });
    const bare = await aComplaint(year.site, { received: "2025-08-02", findings: [] });
    const broken = (await returnOf(year)).checks.filter(({ holds }) => !holds);
    expect(broken).toEqual([
      {
        ...{ rule: "Subjects are at least new", holds: false, cases: [bare.reference], more: 0 },
        told: "6 subjects, 7 new; 1 of them has no issue.",
      },
      {
        ...{ rule: "What was open and what came, less what was closed, is carried forward", holds: false },
        ...{ told: "That leaves 5, and 4 are carried forward.", cases: [lost.reference], more: 0 },
      },
    ]);
  });
});
