import { describe, expect, test } from "vitest";
import { mergeCases, unmergeCases } from "@/lib/case-join/mutations/merge-cases";
import { splitIssue } from "@/lib/case-join/mutations/split-issue";
import { lookUpPatient } from "@/lib/escalation/mutations/by-matrix";
import { voidIssue } from "@/lib/issue/mutations/void-issue";
import { mergePatients, unmergePatients } from "@/lib/patient-merge/mutations";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aPatient, aPerson, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { aClock, aRow, escalationsOf, saveRows } from "./support";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const rulesOf = async (caseId: string) => (await escalationsOf(caseId)).map(({ ruleId }) => ruleId);

/** A site where harm, a high severity, a late clock and a second case of a patient are escalated, and a manager who does the joining. */
async function atSite() {
  const site = await aSite();
  await aPerson({ site, role: "manager" });
  await saveRows(
    site,
    aRow({ harmAtLeast: 4 }, { id: "harm" }),
    aRow({ severityAtLeast: 3 }, { id: "serious" }),
    aRow({ repeatsAtLeast: 2 }, { id: "again" }),
    aRow({ clock: { state: "late", clock: null } }, { id: "late", level: 1 }),
  );
  return { site, ctx: userCtxFor(await aViewer({ site, role: "manager" })) };
}

type Site = Awaited<ReturnType<typeof aSite>>;

async function aHarmedCase(site: Site, fields = {}) {
  const given = await aCase({ site, ...fields });
  const { id } = await anIssue({ caseId: given.id, siteId: site.id });
  await systemDb().issue.update({ where: { id }, data: { allegedHarm: 5 } });
  return { ...given, issueId: id };
}

const merging = (merged: { id: string }, into: { reference: string }) => ({
  ...{ mergeId: newId(), caseId: merged.id, into: into.reference, reason: "One fall, told twice." },
});

/** Whom the queue holds a look at every case of. */
async function patientsInQueue(): Promise<string[]> {
  const rows = await systemDb().$queryRaw<{ id: string }[]>`
    SELECT payload ->> 'patientId' AS "id" FROM graphile_worker._private_jobs WHERE payload ->> 'patientId' IS NOT NULL`;
  return rows.map(({ id }) => id);
}

describe("the matrix is looked at", () => {
  test("for a case that survives a merge, with what came over to it", async () => {
    const { site, ctx } = await atSite();
    const survivor = await aCase({ site });
    await anIssue({ caseId: survivor.id, siteId: site.id });
    const merged = await aHarmedCase(site);
    await mergeCases(ctx, merging(merged, survivor));
    expect(await rulesOf(survivor.id)).toEqual(["harm"]);
    expect(await rulesOf(merged.id)).toEqual([]);
  });

  test("for both where a merge is undone, and by a job for whatever case now counts them", async () => {
    const { site, ctx } = await atSite();
    const patient = await aPatient({ site });
    const survivor = await aCase({ site, patientId: patient.id, receivedAt: daysAgo(9) });
    await anIssue({ caseId: survivor.id, siteId: site.id });
    const merged = await aHarmedCase(site, { patientId: patient.id, receivedAt: daysAgo(8) });
    const input = merging(merged, survivor);
    await mergeCases(ctx, input);
    await systemDb().escalation.updateMany({
      where: { caseId: survivor.id },
      data: { answeredAt: NOW, endedAs: "passed_on" },
    });
    await unmergeCases(ctx, { mergeId: input.mergeId, reason: "Two falls." });
    expect(await rulesOf(survivor.id)).toEqual(["harm"]);
    expect(await rulesOf(merged.id)).toEqual(["harm"]);
    expect(await patientsInQueue()).toContain(patient.id);
  });

  test("for the other cases of a patient when the job comes to it", async () => {
    const { site } = await atSite();
    const patient = await aPatient({ site });
    await aCase({ site, patientId: patient.id, receivedAt: daysAgo(9) });
    const second = await aCase({ site, patientId: patient.id, receivedAt: daysAgo(1) });
    const closed = await aCase({ site, patientId: patient.id, state: "closed" });
    for (let round = 0; round < 2; round += 1) await lookUpPatient({ ...systemCtx("Test"), now: NOW }, patient.id);
    expect([await rulesOf(second.id), await rulesOf(closed.id)]).toEqual([["again"], []]);
  });

  test("for both cases of a split", async () => {
    const { site, ctx } = await atSite();
    const given = await aCase({ site });
    await aClock(given, { dueAt: daysAgo(1), told: "late" });
    await anIssue({ caseId: given.id, siteId: site.id });
    const leaves = await anIssue({ caseId: given.id, siteId: site.id, position: 2, severity: 3 });
    const newCaseId = newId();
    await splitIssue(ctx, { newCaseId, issueId: leaves.id });
    expect(await rulesOf(newCaseId)).toEqual(["serious"]);
    expect(await rulesOf(given.id)).toEqual(["late"]);
  });

  test("for every open case of two patients who are one, and once more when they are not", async () => {
    const { site, ctx } = await atSite();
    const [survivor, merged] = [await aPatient({ site }), await aPatient({ site })];
    const first = await aCase({ site, patientId: merged.id, receivedAt: daysAgo(9) });
    const second = await aCase({ site, patientId: survivor.id, receivedAt: daysAgo(1) });
    const mergeId = newId();
    await mergePatients(ctx, {
      ...{ mergeId, survivorId: survivor.id, mergedId: merged.id, survivorVersion: 1, mergedVersion: 1, take: {} },
    });
    expect([await rulesOf(first.id), await rulesOf(second.id)]).toEqual([[], ["again"]]);
    await unmergePatients(ctx, { mergeId, reason: "Father and son." });
    expect([await rulesOf(first.id), await rulesOf(second.id)]).toEqual([[], ["again"]]);
  });

  test("for a case of which an issue was taken off, where another row holds without it", async () => {
    const { site, ctx } = await atSite();
    const given = await aHarmedCase(site, { severity: 3 });
    await anIssue({ caseId: given.id, siteId: site.id, position: 2 });
    await voidIssue(ctx, { issueId: given.issueId, reason: "Listed twice." });
    expect(await rulesOf(given.id)).toEqual(["serious"]);
  });
});
