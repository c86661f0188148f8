import { describe, expect, test } from "vitest";
import { endDuty, setDuty } from "@/lib/escalation/mutations/duty";
import { setQuietHours } from "@/lib/escalation/mutations/quiet-hours";
import { saveMatrix } from "@/lib/escalation/mutations/save-matrix";
import { getMatrixView, matrixOf, previewDraft, quietHoursOf, surroundingsOf } from "@/lib/escalation/queries";
import { DEFAULT_MATRIX } from "@/lib/escalation/rules/default-matrix";
import type { Matrix } from "@/lib/escalation/rules/matrix";
import { saveMatrixSchema, setQuietHoursSchema } from "@/lib/escalation/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  anIssue,
  aPatient,
  aPerson,
  aSite,
  aViewer,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { race } from "../../support/races";

const ROLES = [
  ["associate", "NOT_FOUND"],
  ["supervisor", "NOT_FOUND"],
  ["manager", "NOT_FOUND"],
  ["administrator", "done"],
  ["responder", "NOT_FOUND"],
  ["auditor", "NOT_FOUND"],
] as const;

/** A site with a supervisor and a manager, and its administrator. */
async function aStaffedSite() {
  const site = await aSite();
  const { id: managerId } = await aPerson({ site, role: "manager", name: "Mia" });
  await aPerson({ site, role: "supervisor" });
  const admin = await aViewer({ site, role: "administrator" });
  return { site, managerId, admin };
}

const aForm = (site: Place, matrix: Matrix = DEFAULT_MATRIX, seenVersion = 0) =>
  saveMatrixSchema.parse({ siteId: site.id, matrixId: newId(), seenVersion, matrix: JSON.stringify(matrix) });

describe("saving a matrix", () => {
  test("makes it the next version, from now on", async () => {
    const { site, admin } = await aStaffedSite();
    const form = aForm(site, { ...DEFAULT_MATRIX, rows: DEFAULT_MATRIX.rows.toReversed() as Matrix["rows"] });
    expect(await saveMatrix(userCtxFor(admin), form)).toEqual({ version: 1 });
    expect(await matrixOf(systemDb(), site.id)).toEqual({ matrix: form.matrix, version: 1 });
    expect(await matrixOf(systemDb(), site.id, 0)).toEqual({ matrix: DEFAULT_MATRIX, version: 0 });
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "matrix.saved", data: { matrixId: form.matrixId, version: 1 }, actorId: admin.personId },
    ]);
  });

  test("that is sent twice is saved once", async () => {
    const { site, admin } = await aStaffedSite();
    const form = aForm(site);
    expect([await saveMatrix(userCtxFor(admin), form), await saveMatrix(userCtxFor(admin), form)]).toEqual([
      { version: 1 },
      { version: 1 },
    ]);
    expect(await systemDb().escalationMatrix.count({ where: { siteId: site.id } })).toBe(1);
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site } = await aStaffedSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => saveMatrix(ctx, aForm(site)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found", async () => {
    const { admin } = await aStaffedSite();
    const { site } = await aStaffedSite();
    expect(await attempt(() => saveMatrix(userCtxFor(admin), aForm(site)))).toEqual({
      outcome: "NOT_FOUND",
      changed: [],
    });
  });

  test("that points at nobody, or in a circle, is refused beside the field", async () => {
    const { site, admin, managerId } = await aStaffedSite();
    await systemDb().person.update({ where: { id: managerId }, data: { deactivatedAt: NOW } });
    const [first, ...rest] = DEFAULT_MATRIX.rows;
    if (!first) throw new Error("the default matrix has no rows");
    const circle = { ...first, ifUnanswered: { do: "go_on" as const, rowId: first.id } };
    const named = { ...circle, target: { by: "person" as const, personId: managerId } };
    const refusal = await refusalOf(
      saveMatrix(userCtxFor(admin), aForm(site, { ...DEFAULT_MATRIX, rows: [named, ...rest] })),
    );
    expect(refusal.details.fieldErrors).toMatchObject({
      "matrix.rows[0].target": [expect.stringContaining("cannot answer here")],
      "matrix.rows[0].ifUnanswered": [expect.stringContaining("goes in a circle")],
      "matrix.rows[1].target": [expect.stringContaining("Nobody is a manager")],
    });
    const again = () => saveMatrix(userCtxFor(admin), aForm(site, { ...DEFAULT_MATRIX, rows: [circle, ...rest] }));
    expect(await attempt(again)).toEqual({ outcome: "INVALID", changed: [] });
  });

  test("by two at once, or from an older one, is refused to the later", async () => {
    const { site, admin } = await aStaffedSite();
    const other = await aViewer({ site, role: "administrator" });
    const { works } = await race({ table: "Site", id: site.id }, [
      () => saveMatrix(userCtxFor(admin), aForm(site)),
      () => saveMatrix(userCtxFor(other), aForm(site)),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect((await attempt(() => saveMatrix(userCtxFor(admin), aForm(site)))).outcome).toBe("CONFLICT");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { site, admin } = await aStaffedSite();
    await refuseEventsBy(admin.personId);
    const ended = await attempt(() => saveMatrix(userCtxFor(admin), aForm(site)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test.each([
    ["no matrix at all", "nothing"],
    ["another shape", JSON.stringify({ rows: "all" })],
    ["no rows", JSON.stringify({ ...DEFAULT_MATRIX, rows: [] })],
    ["too much", JSON.stringify({ ...DEFAULT_MATRIX, more: "x".repeat(70_000) })],
  ])("as %s is refused by the form", (_what, matrix) => {
    const fields = { siteId: newId(), matrixId: newId(), seenVersion: "0", matrix };
    expect(saveMatrixSchema.safeParse(fields).success).toBe(false);
  });
});

describe("putting somebody on call", () => {
  const aDuty = (site: Place, personId: string, form = {}) => ({
    ...{ dutyId: newId(), siteId: site.id, personId, from: "2026-05-12T08:00", until: "2026-05-13T08:00", ...form },
  });

  test("counts by the clocks of the site, until they are taken off", async () => {
    const { site, managerId, admin } = await aStaffedSite();
    const duty = aDuty(site, managerId);
    for (let round = 0; round < 2; round += 1)
      expect(await setDuty(userCtxFor(admin), duty)).toEqual({ dutyId: duty.dutyId });
    expect((await surroundingsOf(systemDb(), site.id, NOW)).duties).toEqual([
      { personId: managerId, from: new Date("2026-05-12T07:00:00Z"), until: new Date("2026-05-13T07:00:00Z") },
    ]);
    await endDuty(userCtxFor(admin), { dutyId: duty.dutyId });
    expect((await surroundingsOf(systemDb(), site.id, NOW)).duties).toEqual([]);
    expect((await eventsOf("site", site.id)).map(({ type }) => type)).toEqual(["duty.set", "duty.ended"]);
    expect((await attempt(() => endDuty(userCtxFor(admin), { dutyId: duty.dutyId }))).outcome).toBe("CONFLICT");
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, managerId, admin } = await aStaffedSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => setDuty(ctx, aDuty(site, managerId)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
    const { dutyId } = await setDuty(userCtxFor(admin), aDuty(site, managerId));
    expect((await attempt(() => endDuty(ctx, { dutyId }))).outcome).toBe(outcome);
  });

  test.each([
    ["who cannot answer", { personId: "associate" }, "personId"],
    ["in the past", { from: "2026-05-01T08:00", until: "2026-05-02T08:00" }, "until"],
    ["for years", { until: "2029-05-02T08:00" }, "until"],
    ["at a time that clocks skip", { from: "2027-03-28T01:30", until: "2027-03-28T09:00" }, "from"],
  ])("%s is refused beside the field", async (_what, form, field) => {
    const { site, managerId, admin } = await aStaffedSite();
    const associate = await aPerson({ site });
    const given = aDuty(site, managerId, "personId" in form ? { personId: associate.id } : form);
    const refusal = await refusalOf(setDuty(userCtxFor(admin), given));
    expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual([field]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { site, managerId, admin } = await aStaffedSite();
    await refuseEventsBy(admin.personId);
    const ended = await attempt(() => setDuty(userCtxFor(admin), aDuty(site, managerId)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("quiet hours", () => {
  const aForm = (site: Place, form = {}) =>
    setQuietHoursSchema.parse({
      siteId: site.id,
      from: "21:00",
      until: "06:30",
      seenFrom: "20:00",
      seenUntil: "07:00",
      ...form,
    });

  test("hold from now on, and may be none", async () => {
    const { site, admin } = await aStaffedSite();
    expect(await quietHoursOf(systemDb(), site.id)).toEqual({ from: "20:00", until: "07:00" });
    for (let round = 0; round < 2; round += 1) await setQuietHours(userCtxFor(admin), aForm(site));
    expect(await quietHoursOf(systemDb(), site.id)).toEqual({ from: "21:00", until: "06:30" });
    await setQuietHours(userCtxFor(admin), aForm(site, { from: "", until: "", seenFrom: "21:00", seenUntil: "06:30" }));
    expect(await quietHoursOf(systemDb(), site.id)).toBeNull();
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "quiet_hours.set", data: { before: "20:00 to 07:00", after: "21:00 to 06:30" } },
      { type: "quiet_hours.set", data: { before: "21:00 to 06:30", after: null } },
    ]);
  });

  test.each(ROLES)("set as %s: %s", async (role, outcome) => {
    const { site } = await aStaffedSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => setQuietHours(ctx, aForm(site)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("that somebody else set meanwhile are shown beside one's own", async () => {
    const { site, admin } = await aStaffedSite();
    await setQuietHours(userCtxFor(admin), aForm(site, { from: "22:00", until: "07:00" }));
    const refusal = await refusalOf(setQuietHours(userCtxFor(admin), aForm(site)));
    expect(refusal.details.differences).toMatchObject([{ field: "from", theirs: "22:00", yours: "21:00" }]);
  });

  test.each([
    ["one of them", { from: "" }, "from"],
    ["the same twice", { until: "21:00" }, "until"],
    ["no time", { from: "25:00" }, "from"],
  ])("as %s are refused beside the field", (_what, form, field) => {
    const fields = { siteId: newId(), from: "21:00", until: "06:30", seenFrom: "", seenUntil: "", ...form };
    const result = setQuietHoursSchema.safeParse(fields);
    expect(result.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

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
    expect(preview.differences.map(({ reference, draft }) => [reference, draft]).toSorted()).toEqual(
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
});
