import { describe, expect, test } from "vitest";
import { getMatrixView } from "@/lib/escalation/queries/matrix";
import { previewDraft } from "@/lib/escalation/queries/preview";
import { DEFAULT_MATRIX } from "@/lib/escalation/rules/default-matrix";
import type { Matrix } from "@/lib/escalation/rules/matrix";
import { systemDb } from "@/lib/platform/db";
import { attempt, refusalOf } from "../../support/evidence";
import { aCase, anIssue, aPatient, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { ADMINISTRATORS_DEED, aClock, aRow, aStaffedSite } from "./support";

const DAY_MS = 86_400_000;

describe("a preview", () => {
  test("counts the cases of 90 days at one's site, by reference alone", async () => {
    const { site, admin } = await aStaffedSite();
    const patient = await aPatient({ site });
    const receivedAt = new Date(NOW.getTime() - 5 * 86_400_000);
    const serious = await aCase({ site, severity: 3, receivedAt });
    const harmed = await aCase({ site, receivedAt });
    const issue = await anIssue({ caseId: harmed.id, siteId: site.id });
    await systemDb().issue.update({ where: { id: issue.id }, data: { allegedHarm: 4 } });
    const again = await aCase({ site, patientId: patient.id, receivedAt: NOW });
    await aCase({ site, patientId: patient.id, receivedAt });
    await aCase({ site, severity: 3, receivedAt: new Date(NOW.getTime() - 91 * 86_400_000), state: "closed" });
    await aCase({ site: await aSite(), severity: 3, receivedAt });
    const row = DEFAULT_MATRIX.rows.find(({ id }) => id === "unanswered");
    if (!row) throw new Error("the default matrix has no such row");
    const matrix: Matrix = {
      ...DEFAULT_MATRIX,
      rows: [
        ...DEFAULT_MATRIX.rows,
        { ...row, id: "serious", when: { severityAtLeast: 3 }, level: 1 },
        { ...row, id: "harmed", when: { harmAtLeast: 4 }, level: 2 },
        { ...row, id: "again", when: { repeatsAtLeast: 2 }, level: 4 },
      ],
    };
    const preview = await previewDraft(userCtxFor(admin), { siteId: site.id, matrix });
    expect(preview.cases).toBe(4);
    expect(preview.counts).toEqual([
      { level: 1, saved: 0, draft: 1 },
      { level: 2, saved: 0, draft: 1 },
      { level: 3, saved: 0, draft: 0 },
      { level: 4, saved: 0, draft: 1 },
    ]);
    // Whoever runs the system sees no case; decision 0007.
    expect(preview).toMatchObject({ differing: 3, differences: null });
    const both = await aViewer({ site, role: "administrator", also: [{ role: "supervisor", site }] });
    const seen = await previewDraft(userCtxFor(both), { siteId: site.id, matrix });
    expect(seen.counts).toEqual(preview.counts);
    expect(seen.differences?.map(({ reference, draft }) => [reference, draft]).toSorted()).toEqual(
      [
        [serious.reference, 1],
        [harmed.reference, 2],
        [again.reference, 4],
      ].toSorted(),
    );
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "administrator" }));
    expect((await refusalOf(previewDraft(stranger, { siteId: site.id, matrix }))).code).toBe("NOT_FOUND");
    expect((await getMatrixView(admin, site.id, NOW)).people.map(({ name }) => name)).toContain("Mia");
  });

  test("of somebody who sees cases elsewhere holds counts alone", async () => {
    const { site } = await aStaffedSite();
    await aCase({ site, severity: 3, receivedAt: NOW });
    const also = [{ role: "manager" as const, site: await aSite() }];
    const admin = await aViewer({ site, role: "administrator", also });
    const matrix: Matrix = { ...DEFAULT_MATRIX, rows: [...DEFAULT_MATRIX.rows, aRow({ severityAtLeast: 3 })] };
    expect(await previewDraft(userCtxFor(admin), { siteId: site.id, matrix })).toMatchObject({
      ...{ cases: 1, differing: 1, differences: null },
    });
  });

  test.each(ADMINISTRATORS_DEED)("as %s: %s", async (role, outcome) => {
    const { site } = await aStaffedSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => previewDraft(ctx, { siteId: site.id, matrix: DEFAULT_MATRIX }));
    expect(ended).toEqual({ outcome, changed: [] });
  });

  test("judges time limits by when they were due and when they were met", async () => {
    const { site } = await aStaffedSite();
    const admin = await aViewer({ site, role: "administrator", also: [{ role: "supervisor", site }] });
    const receivedAt = new Date(NOW.getTime() - 20 * DAY_MS);
    const days = (count: number) => new Date(receivedAt.getTime() + count * DAY_MS);
    const late = await aCase({ site, receivedAt });
    await aClock(late, { dueAt: days(10) });
    const metLate = await aCase({ site, receivedAt });
    await aClock(metLate, { dueAt: days(10), metAt: days(11), isOpen: false });
    const soon = await aCase({ site, receivedAt });
    await aClock(soon, { dueAt: days(10), metAt: days(9.5), isOpen: false });
    const fine = await aCase({ site, receivedAt });
    await aClock(fine, { dueAt: days(10), metAt: days(2), isOpen: false });
    const other = await aCase({ site, receivedAt });
    await aClock(other, { clock: "update", dueAt: days(10) });
    const matrix: Matrix = {
      ...DEFAULT_MATRIX,
      rows: [
        aRow({ clock: { state: "late", clock: "resolve" } }, { id: "late", level: 3 }),
        aRow({ clock: { state: "due_soon", clock: "resolve" } }, { id: "soon", level: 1 }),
      ],
    };
    const { counts, differences } = await previewDraft(userCtxFor(admin), { siteId: site.id, matrix });
    // By the default matrix whatever is late comes to level 2.
    expect(counts.map(({ level, saved, draft }) => [level, saved, draft])).toEqual([
      [1, 0, 1],
      [2, 3, 0],
      [3, 0, 2],
      [4, 0, 0],
    ]);
    expect(new Map(differences?.map(({ reference, draft, because }) => [reference, [draft, because]]))).toEqual(
      new Map([
        [late.reference, [3, "The answer is late."]],
        [metLate.reference, [3, "The answer is late."]],
        [soon.reference, [1, "The answer is due soon."]],
        [other.reference, [null, "The progress update is late."]],
      ]),
    );
  });
});
