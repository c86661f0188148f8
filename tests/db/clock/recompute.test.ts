import { describe, expect, test } from "vitest";
import { changeCase } from "@/lib/case/mutations/change-case";
import { recordFacts } from "@/lib/case/mutations/classify-case";
import { closeCase, reopenCase } from "@/lib/case/mutations/close-case";
import { logCase } from "@/lib/case/mutations/log-case";
import { answerCase, moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { closeCaseSchema } from "@/lib/case/schema";
import { mergeCases, unmergeCases } from "@/lib/case-join/mutations/merge-cases";
import { splitIssue } from "@/lib/case-join/mutations/split-issue";
import { endWaits } from "@/lib/clock/mutations/recount";
import { getCaseClocks } from "@/lib/clock/queries/case-clocks";
import { NEVER_DUE } from "@/lib/clock/rules/kept";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { voidContact } from "@/lib/contact/mutations/void-contact";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { clockEventsOf, outcomeOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  anIssue,
  aSite,
  aViewer,
  factsInput,
  logCaseInput,
  logContactInput,
  NOW,
  type Place,
  userCtxFor,
  viewerAgain,
} from "../../support/factories";
import { aSentLetter } from "../../support/sent-letter";

const DAY = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY);

/** A supervisor at a hospital in New York, where a grievance is acknowledged in 7 days and answered in 30. */
async function atHospital() {
  const site = await aSite({ country: "US", timeZone: "America/New_York" });
  const viewer = await aViewer({ site, role: "supervisor" });
  return { site, viewer, ctx: userCtxFor(viewer), at: (now: Date) => userCtxFor(viewer, now) };
}

async function aGrievance(site: Place, fields: Partial<Parameters<typeof aCase>[0]> = {}) {
  const given = await aCase({ site, kind: "grievance", channel: "letter", kindRuleId: "2-written", ...fields });
  const issue = await anIssue({ caseId: given.id, siteId: site.id, finding: "upheld", answer: "We are sorry." });
  return { given, issue };
}

const kept = (caseId: string) => systemDb().clock.findMany({ where: { caseId }, orderBy: { limitId: "asc" } });
const byKind = async (caseId: string) => {
  const rows = await kept(caseId);
  return Object.fromEntries(rows.filter(({ droppedAt }) => !droppedAt).map((row) => [row.clock, row]));
};
const nextDueOf = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).nextDueAt;
const lastOfDay = (day: string) => new Date(`${day}T03:59:59.999Z`);

describe("the clocks of a case", () => {
  test("begin when it is logged, by the pack of its site, and say so", async () => {
    const { site, ctx } = await atHospital();
    const { caseId } = await logCase(ctx, logCaseInput(site, { kind: "grievance", channel: "letter" }));
    const { acknowledge, update, resolve } = await byKind(caseId);
    // Received on 12 May: 7 days, the day after being the first, end with the 19th in New York.
    expect(acknowledge).toMatchObject({
      isOpen: true,
      isPaused: false,
      dueAt: lastOfDay("2026-05-20"),
      startedAt: NOW,
    });
    expect(acknowledge).toMatchObject({ startedFrom: "received", ruleId: "2-written", packVersion: "2026-1" });
    expect(acknowledge?.sweepAt).toEqual(acknowledge?.dueSoonAt);
    expect(update?.dueAt).toEqual(lastOfDay("2026-05-27"));
    expect(resolve?.dueAt).toEqual(lastOfDay("2026-06-12"));
    expect(await nextDueOf(caseId)).toEqual(acknowledge?.dueAt);
    expect(await clockEventsOf(caseId)).toMatchObject([
      {
        type: "clock.started",
        data: {
          clocks: [
            { clock: "acknowledge", due: "Tue 19 May" },
            { clock: "update", due: "Tue 26 May" },
            { clock: "resolve", due: "Thu 11 Jun" },
          ],
        },
      },
    ]);
  });

  test("are written only where something changed", async () => {
    const { site, ctx, at } = await atHospital();
    const { caseId } = await logCase(ctx, logCaseInput(site, { kind: "grievance", channel: "letter" }));
    const before = await kept(caseId);
    const incoming = { direction: "incoming", outcome: "reached" } as const;
    await logContact(at(later(1)), logContactInput(caseId, incoming));
    expect(await kept(caseId)).toEqual(before);
    expect(await clockEventsOf(caseId)).toHaveLength(1);
  });

  test("are acknowledged, and told how it stands, by a contact; voiding it takes that back", async () => {
    const { site, ctx, at } = await atHospital();
    const { caseId } = await logCase(ctx, logCaseInput(site, { kind: "grievance", channel: "letter" }));
    await logContact(at(later(1)), logContactInput(caseId));
    const told = await byKind(caseId);
    expect(told.acknowledge).toMatchObject({ isOpen: false, metAt: later(1), sweepAt: null });
    expect(told.update?.dueAt).toEqual(lastOfDay("2026-05-28"));
    expect(await nextDueOf(caseId)).toEqual(told.update?.dueAt);
    const events = await clockEventsOf(caseId);
    expect(events.slice(1)).toMatchObject([
      { type: "clock.met", data: { clocks: [{ clock: "acknowledge", isLate: false }] } },
    ]);
    const contact = await systemDb().contact.findFirstOrThrow({ where: { caseId } });
    await voidContact(at(later(2)), { contactId: contact.id, reason: "Another case." });
    expect((await byKind(caseId)).acknowledge).toMatchObject({ isOpen: true, metAt: null });
    expect((await clockEventsOf(caseId)).at(-1)).toMatchObject({ type: "clock.started" });
  });

  test("go by the newest contacts where there are very many, and by the one that acknowledged", async () => {
    const { site, viewer, ctx } = await atHospital();
    const { given } = await aGrievance(site);
    const minute = (of: number) => new Date(NOW.getTime() + of * 60_000);
    await systemDb().contact.createMany({
      data: Array.from({ length: 510 }, (_, index) => ({
        ...({ id: newId(), caseId: given.id, siteId: site.id, direction: "outgoing", channel: "phone" } as const),
        ...({ outcome: "reached", party: "patient", mayBeTold: "yes", summary: "Told them." } as const),
        ...{ at: minute(index), createdAt: minute(index), authorId: viewer.personId, idempotencyKey: newId() },
      })),
    });
    await changeCase({ ...ctx, now: later(1) }, { ...base(given), about: "Another line" });
    const { acknowledge, update } = await byKind(given.id);
    expect(acknowledge?.metAt).toEqual(minute(0));
    expect(update?.startedAt).toEqual(minute(509));
  });

  test("change with what becomes known: abuse is acknowledged within a day", async () => {
    const { site, ctx } = await atHospital();
    const { caseId } = await logCase(ctx, logCaseInput(site, { kind: "grievance", channel: "letter" }));
    await recordFacts(ctx, factsInput(caseId, { allegesAbuse: "yes" }));
    expect(await kept(caseId)).toMatchObject([
      { limitId: "acknowledge", isOpen: false, droppedAt: NOW, sweepAt: null },
      { limitId: "acknowledge-at-once", isOpen: true, dueAt: later(1) },
      { limitId: "resolve" },
      { limitId: "update" },
    ]);
    expect(await nextDueOf(caseId)).toEqual(later(1));
  });

  test("stand still while the case waits for consent, and go on with what was left", async () => {
    const { site, ctx, viewer, at } = await atHospital();
    const { given } = await aGrievance(site, { state: "triaged", ownerId: viewer.personId });
    await changeCase(ctx, { ...base(given), about: "Another line" });
    const before = (await byKind(given.id)).resolve;
    const wait = {
      caseId: given.id,
      expectedState: "triaged",
      waitingFor: "consent",
      reason: "The form.",
      until: null,
    } as const;
    await waitOnCase(at(later(2)), wait);
    expect((await byKind(given.id)).resolve).toMatchObject({ isPaused: true, dueAt: before?.dueAt, sweepAt: null });
    await moveCase(at(later(5)), { caseId: given.id, expectedState: "waiting", event: "resume" });
    const after = (await byKind(given.id)).resolve;
    expect(after).toMatchObject({ isPaused: false, dueAt: new Date((before?.dueAt.getTime() ?? 0) + 3 * DAY) });
    expect((await clockEventsOf(given.id)).at(-1)).toMatchObject({ type: "clock.moved", data: { because: "step" } });
  });

  test("go on when something arrives, though nobody goes on with the case", async () => {
    const { site, viewer, ctx, at } = await atHospital();
    const { given } = await aGrievance(site, { state: "triaged", ownerId: viewer.personId });
    const wait = { waitingFor: "consent", reason: "The form.", until: null } as const;
    await waitOnCase(ctx, { caseId: given.id, expectedState: "triaged", ...wait });
    expect((await byKind(given.id)).resolve).toMatchObject({ isPaused: true });
    const incoming = { direction: "incoming", channel: "letter", outcome: "received" } as const;
    await logContact(at(later(4)), logContactInput(given.id, incoming));
    expect((await byKind(given.id)).resolve).toMatchObject({ isPaused: false, dueAt: lastOfDay("2026-06-16") });
  });

  test("go on with the day until which the case waits, by the sweep and once", async () => {
    const { site, viewer, ctx } = await atHospital();
    const { given } = await aGrievance(site, { state: "triaged", ownerId: viewer.personId });
    const wait = { waitingFor: "consent", reason: "The form.", until: "2026-05-16" } as const;
    await waitOnCase(ctx, { caseId: given.id, expectedState: "triaged", ...wait });
    await endWaits({ ...ctx, now: new Date("2026-05-16T03:59:00Z") });
    expect((await byKind(given.id)).resolve).toMatchObject({ isPaused: true });
    // Midnight in New York.
    await endWaits({ ...ctx, now: new Date("2026-05-16T04:01:00Z") });
    expect((await byKind(given.id)).resolve).toMatchObject({ isPaused: false, dueAt: lastOfDay("2026-06-16") });
    const told = await clockEventsOf(given.id);
    expect(told.at(-1)).toMatchObject({ type: "clock.moved", data: { because: "day" } });
    await endWaits({ ...ctx, now: new Date("2026-05-16T04:02:00Z") });
    expect(await clockEventsOf(given.id)).toHaveLength(told.length);
  });

  test("end with the answer, and with a closing that needed none", async () => {
    const { site, ctx, viewer, at } = await atHospital();
    const owned = { state: "investigating", ownerId: viewer.personId } as const;
    const { given } = await aGrievance(site, owned);
    await aSentLetter({ of: given, at: later(3) });
    await answerCase(at(later(3)), {
      ...{ caseId: given.id, expectedState: "investigating", answeredVia: "letter", answeredOn: "2026-05-15" },
    });
    const told = await byKind(given.id);
    expect(Object.values(told).map(({ isOpen }) => isOpen)).toEqual([false, false, false]);
    expect(told.resolve?.metAt?.toISOString()).toContain("2026-05-15");
    expect(await nextDueOf(given.id)).toEqual(NEVER_DUE);
    const { given: other } = await aGrievance(site, owned);
    await closeCase(ctx, closing(other.id, "investigating", "withdrawn"));
    expect((await byKind(other.id)).resolve).toMatchObject({ isOpen: false, metAt: null, endedAt: NOW });
    expect(await nextDueOf(other.id)).toEqual(NEVER_DUE);
  });

  test("go on after a reopening with the time that was left at the answer", async () => {
    const { site, viewer, at } = await atHospital();
    const { given } = await aGrievance(site, { state: "investigating", ownerId: viewer.personId });
    const id = given.id;
    await aSentLetter({ of: given, at: later(20) });
    await answerCase(at(later(20)), {
      ...{ caseId: id, expectedState: "investigating", answeredVia: "letter", answeredOn: "2026-06-01" },
    });
    await closeCase(at(later(25)), closing(id, "answered", "satisfied"));
    await reopenCase(at(later(60)), { caseId: id, reason: "They are not satisfied." });
    const { resolve, acknowledge } = await byKind(id);
    // Ten of the thirty days were left on 1 June, and it was reopened on 11 July.
    expect(resolve).toMatchObject({ isOpen: true, metAt: null, dueAt: lastOfDay("2026-07-22") });
    expect(acknowledge).toMatchObject({ isOpen: false });
    expect((await clockEventsOf(id)).at(-1)).toMatchObject({ type: "clock.started" });
  });

  test("go on with what was left at the answer where it is looked into again", async () => {
    const { site, viewer, at } = await atHospital();
    const { given } = await aGrievance(site, { state: "investigating", ownerId: viewer.personId });
    await aSentLetter({ of: given, at: later(20) });
    await answerCase(at(later(20)), {
      ...{ caseId: given.id, expectedState: "investigating", answeredVia: "letter", answeredOn: "2026-06-01" },
    });
    await moveCase(at(later(60)), { caseId: given.id, expectedState: "answered", event: "investigate" });
    expect((await byKind(given.id)).resolve).toMatchObject({
      ...{ isOpen: true, metAt: null, dueAt: lastOfDay("2026-07-22") },
    });
  });

  test("end where a case is merged, and go on where that is undone", async () => {
    const { site, ctx } = await atHospital();
    const [{ given: survivor }, { given: merged }] = [await aGrievance(site), await aGrievance(site)];
    const mergeId = newId();
    await mergeCases(ctx, { mergeId, caseId: merged.id, into: survivor.reference, reason: "One fall." });
    expect((await kept(merged.id)).map(({ isOpen }) => isOpen)).toEqual([false, false, false]);
    expect((await kept(survivor.id)).map(({ isOpen }) => isOpen)).toEqual([true, true, true]);
    await unmergeCases(ctx, { mergeId, reason: "Two falls." });
    expect((await kept(merged.id)).map(({ isOpen }) => isOpen)).toEqual([true, true, true]);
  });

  test("count from the first receipt where an older case is merged into a newer, until that is undone", async () => {
    const { site, ctx } = await atHospital();
    const { given: older } = await aGrievance(site, { receivedAt: later(-10) });
    const { given: survivor } = await aGrievance(site);
    await logContact(ctx, logContactInput(older.id));
    const mergeId = newId();
    await mergeCases(ctx, { mergeId, caseId: older.id, into: survivor.reference, reason: "One fall." });
    const joined = await byKind(survivor.id);
    expect(joined.resolve).toMatchObject({ startedAt: later(-10), dueAt: lastOfDay("2026-06-02") });
    expect(joined.acknowledge).toMatchObject({ isOpen: false, metAt: NOW });
    const shown = await getCaseClocks(ctx.viewer, survivor.id, NOW);
    expect(shown.clocks.map(({ chip }) => chip?.clock)).not.toContain("acknowledge");
    await unmergeCases(ctx, { mergeId, reason: "Two falls." });
    const apart = await byKind(survivor.id);
    expect(apart.resolve).toMatchObject({ startedAt: NOW, dueAt: lastOfDay("2026-06-12") });
    expect(apart.acknowledge).toMatchObject({ isOpen: true });
  });

  test("have what was done before a case was split off, and nothing of what was done later", async () => {
    const { site, viewer, at } = await atHospital();
    const { given } = await aGrievance(site, { state: "triaged", ownerId: viewer.personId });
    const leaves = await anIssue({ caseId: given.id, siteId: site.id, position: 2 });
    await logContact(at(later(1)), logContactInput(given.id));
    const wait = { waitingFor: "consent", reason: "The form.", until: null } as const;
    await waitOnCase(at(later(2)), { caseId: given.id, expectedState: "triaged", ...wait });
    await moveCase(at(later(5)), { caseId: given.id, expectedState: "waiting", event: "resume" });
    const newCaseId = newId();
    await splitIssue(at(later(20)), { newCaseId, issueId: leaves.id });
    await logContact(at(later(21)), logContactInput(given.id));
    const split = await byKind(newCaseId);
    expect(split.acknowledge).toMatchObject({ isOpen: false, metAt: later(1) });
    // Three days of the thirty were paused.
    expect(split.resolve).toMatchObject({ startedAt: NOW, dueAt: lastOfDay("2026-06-15") });
    const heardOf = async () => (await systemDb().case.findUniqueOrThrow({ where: { id: newCaseId } })).lastHeardAt;
    expect(await heardOf()).toEqual(later(1));
    const incoming = { direction: "incoming", outcome: "received", channel: "email" } as const;
    await logContact(at(later(22)), logContactInput(newCaseId, incoming));
    expect(await heardOf()).toEqual(later(1));
  });

  test("are what the page reads, also when the row says otherwise", async () => {
    const { site, ctx, viewer } = await atHospital();
    const { caseId } = await logCase(ctx, logCaseInput(site, { kind: "grievance", channel: "letter" }));
    await systemDb().clock.updateMany({ where: { caseId }, data: { dueAt: NOW } });
    const { clocks } = await getCaseClocks(viewer, caseId, NOW);
    expect(clocks[0]?.told).toMatch(/^Day 0 of 7[.] Started .* when the letter arrived, which makes it a grievance[.]/);
    expect(clocks[0]?.chip?.dueAt).toBe(lastOfDay("2026-05-20").toISOString());
  });

  test("are seen by whoever sees the case, and by nobody else", async () => {
    const { site, ctx } = await atHospital();
    const { caseId } = await logCase(ctx, logCaseInput(site, { kind: "grievance", channel: "letter" }));
    const foreign = await aViewer({ site: await aSite() });
    expect(await outcomeOf(getCaseClocks(foreign, caseId, NOW))).toBe("NOT_FOUND");
    const administrator = await aViewer({ site, role: "administrator" });
    expect(await outcomeOf(getCaseClocks(administrator, caseId, NOW))).toBe("NOT_FOUND");
    const auditor = await viewerAgain((await aViewer({ site, role: "auditor" })).personId);
    expect((await getCaseClocks(auditor, caseId, NOW)).mayChange).toBe(false);
  });

  test("are not written where what happened cannot be recorded", async () => {
    const { site, ctx, viewer } = await atHospital();
    const { given } = await aGrievance(site);
    await refuseEventsBy(viewer.personId);
    expect(await outcomeOf(logContact(ctx, logContactInput(given.id)))).toBe("stopped by the database");
    expect(await kept(given.id)).toEqual([]);
  });
});

type Given = Awaited<ReturnType<typeof aCase>>;

function base({ id: caseId, about, unitId }: Given) {
  const seen = { about, severity: 2 as const, unitId, namesStaff: false };
  return { caseId, ...seen, base: seen };
}

function closing(caseId: string, expectedState: string, outcome: string) {
  return closeCaseSchema.parse({
    ...{
      caseId,
      expectedState,
      expectedKind: "grievance",
      outcome,
      summary: "Told.",
      hasChanged: "no",
      lesson: "None.",
    },
  });
}
