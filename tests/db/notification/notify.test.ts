import { describe, expect, test } from "vitest";
import { assignCase, takeCase } from "@/lib/case/mutations/assign-case";
import { overrideKind } from "@/lib/case/mutations/classify-case";
import { reopenCase } from "@/lib/case/mutations/close-case";
import { addNote } from "@/lib/contact/mutations/add-note";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { notify } from "@/lib/notification/mutations/notify";
import { listNotifications } from "@/lib/notification/queries";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { askUnit } from "@/lib/request/mutations/ask-unit";
import { remindUnit } from "@/lib/request/mutations/remind-unit";
import { answerRequest, returnRequest } from "@/lib/request/mutations/settle-request";
import { newId } from "@/lib/shared/ids";
import { attempt, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  anEscalation,
  aPerson,
  aRequest,
  aSite,
  askUnitInput,
  aUnit,
  aViewer,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { openConnections } from "../../support/races";

const told = (personId: string) =>
  systemDb().notification.findMany({
    where: { personId },
    select: { type: true, caseId: true, requestId: true, isInApp: true, isUrgent: true, deliveryId: true },
    orderBy: { id: "asc" },
  });
const typesOf = async (personId: string) => (await told(personId)).map(({ type }) => type);
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

/** A site with a supervisor at work, a case of it, and an associate who has it. */
async function aDesk() {
  const site = await aSite();
  const boss = await aViewer({ site, role: "supervisor" });
  const dana = await aViewer({ site });
  return { site, boss, dana, given: await aCase({ site, ownerId: dana.personId, state: "investigating" }) };
}

/** Tells these people of one thing, as the supervisor. */
function tell(by: Viewer, given: { id: string; siteId: string }, to: string[], more: { key?: string; at?: Date } = {}) {
  const ctx = userCtxFor(by, more.at ?? NOW);
  const place = { siteId: given.siteId, caseId: given.id };
  const dedupeKey = more.key ?? newId();
  return withTransaction(ctx, (tx) => notify(tx, ctx, { type: "mentioned", ...place, to, dedupeKey }));
}

describe("telling people", () => {
  test("of a case that is given to them, in the app and by an e-mail at the end of the window", async () => {
    const { site, boss } = await aDesk();
    const dana = await aViewer({ site });
    const { id, reference } = await aCase({ site });
    await assignCase(userCtxFor(boss), { caseId: id, expectedOwnerId: null, ownerId: dana.personId });
    const { rows } = await listNotifications(dana, { tab: "unread" });
    expect(rows).toMatchObject([{ type: "assigned", reference, href: `/cases/${reference}`, isRead: false }]);
    const [row] = await told(dana.personId);
    const mail = await systemDb().mailDelivery.findUniqueOrThrow({ where: { id: row?.deliveryId ?? "" } });
    expect(mail).toMatchObject({ kind: "bundle", state: "queued", nextAttemptAt: minutesLater(10), attempts: 0 });
    const jobs = await systemDb().$queryRaw`
      SELECT task_identifier AS task, run_at AS "runAt" FROM graphile_worker.jobs WHERE key = ${`mail:${mail.id}`}`;
    expect(jobs).toEqual([{ task: "sendMail", runAt: minutesLater(10) }]);
  });

  test("says that a case is handed over where somebody had it", async () => {
    const { site, boss, dana, given } = await aDesk();
    const sam = await aViewer({ site });
    await assignCase(userCtxFor(boss), { caseId: given.id, expectedOwnerId: dana.personId, ownerId: sam.personId });
    expect(await typesOf(sam.personId)).toEqual(["handed_over"]);
    expect(await typesOf(dana.personId)).toEqual([]);
  });

  test("never of what they did themselves", async () => {
    const { site, boss } = await aDesk();
    const { id } = await aCase({ site });
    await takeCase(userCtxFor(boss), { caseId: id, expectedOwnerId: null });
    await raiseEscalation(userCtxFor(boss), { caseId: id, reason: "Look.", toPersonId: null });
    expect(await told(boss.personId)).toEqual([]);
  });

  test("of a note that names them", async () => {
    const { boss, dana, given } = await aDesk();
    const note = { idempotencyKey: newId(), caseId: given.id, body: "Look.", mentions: [dana.personId] };
    await addNote(userCtxFor(boss), note);
    await addNote(userCtxFor(boss), note);
    expect(await typesOf(dana.personId)).toEqual(["mentioned"]);
  });

  test("of an escalation: the one it is to, or everybody who answers them", async () => {
    const { site, boss, dana, given } = await aDesk();
    const other = await aPerson({ site, role: "manager" });
    await raiseEscalation(userCtxFor(dana), { caseId: given.id, reason: "Look.", toPersonId: boss.personId });
    expect(await told(boss.personId)).toMatchObject([{ type: "escalated", isUrgent: true, isInApp: true }]);
    expect(await typesOf(other.id)).toEqual([]);
    const next = await aCase({ site });
    await raiseEscalation(userCtxFor(dana), { caseId: next.id, reason: "Look.", toPersonId: null });
    expect(await typesOf(boss.personId)).toEqual(["escalated", "escalated"]);
    expect(await typesOf(other.id)).toEqual(["escalated"]);
  });

  test("of the answer to an escalation: who raised it and whose case it is", async () => {
    const { site, boss, dana, given } = await aDesk();
    const sam = await aPerson({ site });
    const raised = { caseId: given.id, siteId: site.id, raisedById: sam.id };
    const { id: escalationId } = await anEscalation(raised);
    await answerEscalation(userCtxFor(boss), { escalationId, answer: "Yes." });
    for (const personId of [sam.id, dana.personId]) expect(await typesOf(personId)).toEqual(["escalation_answered"]);
  });

  test("of a request: the unit, without its case, and then who asked", async () => {
    const { site, dana, given } = await aDesk();
    const [unit, otherUnit] = [await aUnit(site), await aUnit(site)];
    const ada = await aViewer({ site, role: "responder", unitId: unit.id });
    const stranger = await aPerson({ site, role: "responder", unitId: otherUnit.id });
    const asked = askUnitInput({ caseId: given.id, unitId: unit.id });
    const { requestId } = await askUnit(userCtxFor(dana), asked);
    await remindUnit(userCtxFor(dana, minutesLater(90)), { requestId });
    const { rows } = await listNotifications(ada, { tab: "unread" });
    expect(rows).toMatchObject([
      { type: "request_reminded", reference: null, about: null, href: `/requests/${requestId}` },
      { type: "request_asked", reference: null, about: null, href: `/requests/${requestId}` },
    ]);
    expect(await told(stranger.id)).toEqual([]);
    await answerRequest(userCtxFor(ada), { requestId, answer: "We looked." });
    expect(await typesOf(dana.personId)).toEqual(["request_settled"]);
  });

  test("of a request that comes back: who asked and whose case it is, each once", async () => {
    const { site, boss, dana, given } = await aDesk();
    const unit = await aUnit(site);
    const ada = await aViewer({ site, role: "responder", unitId: unit.id });
    const { id: requestId } = await aRequest({ of: given, unitId: unit.id, askedById: boss.personId });
    await returnRequest(userCtxFor(ada), { requestId, reason: "Not us." });
    for (const personId of [boss.personId, dana.personId]) {
      expect(await typesOf(personId)).toEqual(["request_settled"]);
    }
  });

  test("of a lower kind that somebody else has to confirm", async () => {
    const { site, boss, dana, given } = await aDesk();
    const sam = await aViewer({ site });
    const lower = {
      changeId: newId(),
      expectedKind: "complaint",
      kind: "concern",
      reason: "Settled at once.",
    } as const;
    await overrideKind(userCtxFor(sam), { caseId: given.id, ...lower });
    for (const personId of [boss.personId, dana.personId]) {
      expect(await typesOf(personId)).toEqual(["kind_to_confirm"]);
    }
    expect(await typesOf(sam.personId)).toEqual([]);
  });

  test("of their case that is opened again", async () => {
    const { site, boss, dana } = await aDesk();
    const { id: caseId } = await aCase({ site, ownerId: dana.personId, state: "closed" });
    const words = { outcome: "answered" as const, summary: "Told.", hasChanged: false, lesson: "None." };
    await systemDb().closing.create({
      data: { id: newId(), caseId, siteId: site.id, closedById: dana.personId, closedAt: NOW, ...words },
    });
    await reopenCase(userCtxFor(boss), { caseId, reason: "She wrote again." });
    expect(await typesOf(dana.personId)).toEqual(["reopened"]);
  });

  test("passes over who does not see the case, who left, and who was told already", async () => {
    const { site, boss, dana, given } = await aDesk();
    const stranger = await aPerson({ site: await aSite(), role: "manager" });
    const [admin, gone] = [await aPerson({ site, role: "administrator" }), await aPerson({ site, deactivatedAt: NOW })];
    const to = [dana.personId, stranger.id, admin.id, gone.id, newId()];
    const key = newId();
    await tell(boss, given, to, { key });
    await tell(boss, given, to, { key });
    expect(await typesOf(dana.personId)).toEqual(["mentioned"]);
    for (const { id } of [stranger, admin, gone]) expect(await told(id)).toEqual([]);
  });

  test("goes by what each has chosen, and what is urgent always stands in the app", async () => {
    const { boss, dana, given } = await aDesk();
    const off = (type: string, channel: "in_app" | "mail") => {
      return { personId: dana.personId, type, channel, isOn: false, changedAt: NOW };
    };
    await systemDb().notificationChoice.createMany({ data: [off("mentioned", "in_app"), off("mentioned", "mail")] });
    await tell(boss, given, [dana.personId]);
    expect(await told(dana.personId)).toMatchObject([{ isInApp: false, deliveryId: null }]);
    expect((await listNotifications(dana, { tab: "all" })).rows).toEqual([]);
    const ctx = userCtxFor(boss);
    const urgent = { siteId: given.siteId, caseId: given.id, to: [dana.personId], dedupeKey: newId(), isUrgent: true };
    await withTransaction(ctx, (tx) => notify(tx, ctx, { type: "mentioned", ...urgent }));
    expect((await listNotifications(dana, { tab: "all" })).rows).toHaveLength(1);
  });

  test("is gone with the deed that could not be recorded", async () => {
    const { site, boss, dana } = await aDesk();
    const { id } = await aCase({ site });
    await refuseEventsBy(boss.personId);
    const deed = { caseId: id, expectedOwnerId: null, ownerId: dana.personId };
    const ended = await attempt(() => assignCase(userCtxFor(boss), deed));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("e-mails of one person", () => {
  const bundlesOf = async (personId: string) => (await told(personId)).map(({ deliveryId }) => deliveryId);

  test("are one for a case and window, another for another case, and another for the next window", async () => {
    const { site, boss, dana, given } = await aDesk();
    const other = await aCase({ site });
    await tell(boss, given, [dana.personId]);
    await tell(boss, given, [dana.personId], { at: minutesLater(9) });
    await tell(boss, other, [dana.personId]);
    await tell(boss, given, [dana.personId], { at: minutesLater(10) });
    const [first, second, ofOther, next] = await bundlesOf(dana.personId);
    expect(first).toBe(second);
    expect(new Set([first, ofOther, next]).size).toBe(3);
  });

  test("that are on their way already take nothing more in", async () => {
    const { boss, dana, given } = await aDesk();
    await tell(boss, given, [dana.personId]);
    await systemDb().mailDelivery.updateMany({ where: { personId: dana.personId }, data: { attempts: 1 } });
    await tell(boss, given, [dana.personId]);
    const [first, second] = await bundlesOf(dana.personId);
    expect(second).not.toBeNull();
    expect(first).not.toBe(second);
  });

  test("are one when five things happen at once", async () => {
    const { boss, dana, given } = await aDesk();
    await openConnections(10);
    await Promise.all(Array.from({ length: 5 }, () => tell(boss, given, [dana.personId])));
    expect(new Set(await bundlesOf(dana.personId)).size).toBe(1);
    expect(await told(dana.personId)).toHaveLength(5);
  });

  test("tell of one thing once when it is told five times at once", async () => {
    const { boss, dana, given } = await aDesk();
    await openConnections(10);
    const key = newId();
    await Promise.all(Array.from({ length: 5 }, () => tell(boss, given, [dana.personId], { key })));
    expect(await told(dana.personId)).toHaveLength(1);
  });
});
