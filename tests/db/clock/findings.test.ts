import { describe, expect, test } from "vitest";
import { closeCase } from "@/lib/case/mutations/close-case";
import { answerCase } from "@/lib/case/mutations/move-case";
import { listCases } from "@/lib/case/queries/queue";
import { answerCaseSchema, closeCaseSchema, queueSchema } from "@/lib/case/schema";
import { extendClock } from "@/lib/clock/mutations/extend-clock";
import { sweepClocks } from "@/lib/clock/mutations/sweep";
import { extendClockSchema } from "@/lib/clock/schema";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { receiveDocument, recordDelegation } from "@/lib/delegation/mutations";
import { listDelegationWarnings } from "@/lib/delegation/queries";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, refusalOf } from "../../support/evidence";
import { aCase, anIssue, aSite, aViewer, logContactInput, userCtxFor } from "../../support/factories";
import { incoming } from "../../support/incoming";
import { SAMPLES } from "../../support/sample-files";
import { aRunningCase, atHospital, clockOf, later } from "./support";

const clocks = (now: Date) => ({ actor: { id: null, name: "Clocks" }, now });

async function aGrievanceOfTwo() {
  const { site, viewer, ctx, at } = await atHospital();
  const row = await aCase({ site, kind: "grievance", state: "investigating", ownerId: viewer.personId });
  const place = { caseId: row.id, siteId: site.id };
  const done = await anIssue({ ...place, finding: "upheld", answer: "You were right, and we are sorry." });
  const left = await anIssue({ ...place, position: 2, summary: "Nobody rang back" });
  const closing = (form: object = {}) =>
    closeCaseSchema.parse({
      ...{ caseId: row.id, expectedState: row.state, expectedKind: row.kind, outcome: "satisfied" },
      ...{ summary: "They had an answer.", hasChanged: "no", lesson: "A slip, put right at once.", issues: [] },
      ...{ answeredVia: "letter", answeredOn: "2026-05-12" },
      ...form,
    });
  return { site, viewer, ctx, at, row, done, left, closing };
}

// What federal surveyors found in hospitals (42 CFR 482.13), each tried here as somebody would.
describe("the findings of surveyors that the verbs are about", () => {
  test("not all of the complainant's issues were investigated or answered: it can be neither answered nor closed", async () => {
    const { ctx, row, left, closing } = await aGrievanceOfTwo();
    const answering = answerCaseSchema.parse({
      ...{ caseId: row.id, expectedState: row.state, answeredVia: "letter", answeredOn: "2026-05-12" },
    });
    expect(await attempt(() => answerCase(ctx, answering))).toEqual({ outcome: "CONFLICT", changed: [] });
    const refused = await refusalOf(closeCase(ctx, closing()));
    expect(refused.details.fieldErrors).toEqual({ "": ["Issue 2 has no answer yet."] });
    expect((await attempt(() => closeCase(ctx, closing()))).changed).toEqual([]);
    const issues = [{ issueId: left.id, finding: "partly_upheld", answer: "We rang, and too late." }];
    expect((await attempt(() => closeCase(ctx, closing({ issues })))).outcome).toBe("done");
  });

  test("no answer at all was sent: a grievance cannot be closed as one that nobody could reach", async () => {
    const { ctx, left, closing } = await aGrievanceOfTwo();
    const issues = [{ issueId: left.id, finding: "not_upheld", answer: "Somebody rang the same day." }];
    const untold = { issues, answeredVia: "", answeredOn: "" };
    for (const outcome of ["satisfied", "unreachable"]) {
      const ended = await attempt(() => closeCase(ctx, closing({ ...untold, outcome })));
      expect(ended).toMatchObject({ changed: [] });
      expect(ended.outcome).not.toBe("done");
    }
  });

  test("over 30 days without a written status: no more time without telling them, and silence is told of before it is one", async () => {
    const { site, viewer, at } = await atHospital();
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "triaged" });
    const more = (form: object) =>
      extendClockSchema.parse({
        ...{ extensionId: newId(), caseId: given.id, limitId: "resolve", amount: "21", reason: "A witness is away." },
        ...form,
      });
    const untold = await attempt(() => extendClock(at(later(20)), more({})));
    expect(untold).toEqual({ outcome: "INVALID", changed: [] });
    const tooLate = await attempt(() => extendClock(at(later(33)), more({ toldOn: "2026-06-13", toldVia: "letter" })));
    expect(tooLate).toEqual({ outcome: "INVALID", changed: [] });
    const { dueSoonAt, dueAt } = await clockOf(given.id, "update");
    await sweepClocks(clocks(new Date(dueSoonAt.getTime() + 1)));
    const told = await systemDb().clockNotice.findMany({
      where: { clock: { caseId: given.id, clock: "update" } },
      select: { stage: true, dueAt: true },
    });
    expect(told).toEqual([{ stage: "due_soon", dueAt }]);
  });

  test("acknowledged the same day and then nothing by business day 27: the owner and the supervisors are told of the silence", async () => {
    const { site, viewer, at } = await atHospital();
    const supervisor = await aViewer({ site, role: "supervisor" });
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "triaged" });
    await logContact(at(later(0.2)), logContactInput(given.id));
    await sweepClocks(clocks(later(15)));
    const told = await systemDb().notification.findMany({
      where: { caseId: given.id, type: "clock_late" },
      select: { personId: true },
    });
    expect(new Set(told.map(({ personId }) => personId))).toEqual(new Set([viewer.personId, supervisor.personId]));
  });

  test.each([35, 21])("no contact for %s days: the row of the case says so", async (days) => {
    const site = await aSite();
    const viewer = await aViewer({ site });
    const ctx = (now: Date) => userCtxFor(viewer, now);
    const given = await aCase({ site, receivedAt: later(-60) });
    await logContact(ctx(later(-days)), logContactInput(given.id));
    const shown = async (now: Date) => {
      const { rows } = await listCases(viewer, "open", queueSchema.parse({}), now);
      return rows.find(({ id }) => id === given.id)?.daysUnheard;
    };
    expect(await shown(later(0))).toBe(days);
    await logContact(ctx(later(0)), logContactInput(given.id, { outcome: "left_message" }));
    expect(await shown(later(0))).toBe(days);
    await logContact(ctx(later(0)), logContactInput(given.id));
    expect(await shown(later(0))).toBe(0);
  });

  test("no written delegation from the governing body to the committee: loud where the pack demands it, before it ends too", async () => {
    const { site } = await atHospital();
    const manager = await aViewer({ site, role: "manager" });
    const [ctx, administrator] = [userCtxFor(manager), await aViewer({ site, role: "administrator" })];
    const toldOf = async (day: string) => {
      const [own, other] = await Promise.all(
        [manager, administrator].map((viewer) => listDelegationWarnings(viewer, new Date(`${day}T17:00:00Z`))),
      );
      expect(other).toEqual(own);
      return own?.map(({ basis, standing }) => [basis, standing.state]);
    };
    const basis = "42 CFR 482.13(a)(2), A-0119";
    expect(await toldOf("2026-05-12")).toEqual([[basis, "missing"]]);
    const delegationId = newId();
    const named = { committee: "Grievance committee", signedBy: "Chair of the board" };
    const form = { ...named, adoptedOn: "2026-01-05", expiresOn: "2027-01-05" };
    await recordDelegation(ctx, { delegationId, siteId: site.id, base: 0, ...form });
    expect(await toldOf("2026-05-12")).toEqual([[basis, "undocumented"]]);
    await receiveDocument(ctx, { delegationId, name: "Resolution.pdf" }, incoming(SAMPLES.pdf));
    expect(await toldOf("2026-11-05")).toEqual([]);
    expect(await toldOf("2026-11-06")).toEqual([[basis, "expiring"]]);
    expect(await toldOf("2027-01-06")).toEqual([[basis, "expired"]]);
    const elsewhere = await aViewer({ site: await aSite(), role: "manager" });
    expect(await listDelegationWarnings(elsewhere, new Date("2027-01-06"))).toEqual([]);
    expect(await listDelegationWarnings(await aViewer({ site }), new Date("2027-01-06"))).toEqual([]);
  });
});
