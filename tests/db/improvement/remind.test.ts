import { expect, test } from "vitest";
import { remindOfImprovements } from "@/lib/improvement/jobs";
import { finishImprovement, reopenImprovement } from "@/lib/improvement/mutations/move-improvement";
import { remindOfActions } from "@/lib/improvement/mutations/remind";
import { listImprovements, listOwnActions, listToVerify } from "@/lib/improvement/queries/list";
import { listNotifications } from "@/lib/notification/queries";
import { composeMail } from "@/lib/notification/queries/mail";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { eventsOf } from "../../support/evidence";
import { aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { runJob } from "../../support/jobs";

const at = (day: string, clock = "09:00") => ({
  actor: { id: null, name: "Reminders" },
  now: new Date(`${day}T${clock}:00Z`),
});
const typesOf = async (personId: string) => {
  const rows = await systemDb().notification.findMany({
    where: { personId, type: { startsWith: "improvement_" } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ type }) => type);
};

type Given = Partial<{ dueOn: string; doneOn: string; state: "doing" | "done" | "abandoned"; measure: string }>;

async function anAction(site: Place, ownerId: string, given: Given = {}): Promise<string> {
  const { dueOn = "2026-05-20", doneOn, state = "doing", measure = "received" } = given;
  const id = newId();
  await systemDb().improvement.create({
    data: {
      ...{ id, siteId: site.id, title: "Call first", change: "A call by noon.", ownerId, madeById: ownerId },
      ...{ dueOn: new Date(dueOn), measure, direction: "decrease", madeAt: new Date("2026-04-01"), state },
      startedOn: new Date("2026-04-02"),
      doneOn: doneOn ? new Date(doneOn) : null,
    },
  });
  return id;
}

async function aDesk(timeZone?: string) {
  const site = await aSite(timeZone ? { timeZone } : {});
  const [ana, manager] = await Promise.all([aViewer({ site }), aViewer({ site, role: "manager" })]);
  return { site, ana, manager };
}

test("the owner is told a week before the day and once it has passed, each once, from seven on", async () => {
  const { site, ana, manager } = await aDesk();
  const id = await anAction(site, ana.personId);
  for (const ctx of [at("2026-05-12"), at("2026-05-13", "05:59")]) await remindOfActions(ctx);
  expect(await typesOf(ana.personId)).toEqual([]);
  // Two workers at once, and again.
  await Promise.all([remindOfActions(at("2026-05-13")), remindOfActions(at("2026-05-13"))]);
  for (const day of ["2026-05-14", "2026-05-20"]) await remindOfActions(at(day));
  expect(await typesOf(ana.personId)).toEqual(["improvement_due"]);
  expect(await eventsOf("site", site.id)).toEqual([]);
  for (const day of ["2026-05-21", "2026-05-22"]) await remindOfActions(at(day));
  expect(await typesOf(ana.personId)).toEqual(["improvement_due", "improvement_late"]);
  expect(await typesOf(manager.personId)).toEqual([]);
  expect(await eventsOf("site", site.id)).toMatchObject([
    { type: "improvement.overdue", actorName: "Reminders", data: { improvementId: id, dueOn: "2026-05-20" } },
  ]);
});

test("news of an action leads to it by its title; its e-mail names nothing, and who lost its site is led nowhere", async () => {
  const { site, ana } = await aDesk();
  const id = await anAction(site, ana.personId, { dueOn: "2026-05-10" });
  await remindOfActions(at("2026-05-12"));
  const { rows } = await listNotifications(ana, { tab: "unread" });
  expect(rows).toMatchObject([{ type: "improvement_late", about: "Call first", href: `/improvement/${id}` }]);
  const {
    id: mailId,
    kind,
    createdAt,
  } = await systemDb().mailDelivery.findFirstOrThrow({
    where: { personId: ana.personId },
  });
  const mail = await composeMail(ana, { id: mailId, kind, createdAt }, NOW);
  expect(mail?.text).toContain(`/improvement/${id}`);
  expect(mail?.text).not.toContain("Call first");
  const gone = { ...ana, grants: [], sites: [] };
  expect((await listNotifications(gone, { tab: "unread" })).rows).toMatchObject([
    { about: null, href: "/improvement" },
  ]);
});

test("nothing is told of what has ended, nor before the morning of its own site", async () => {
  const { site, ana } = await aDesk("Pacific/Auckland");
  await anAction(site, ana.personId, { state: "abandoned", dueOn: "2026-05-01" });
  await anAction(site, ana.personId, { dueOn: "2026-05-20" });
  await remindOfActions(at("2026-05-12", "18:59"));
  expect(await typesOf(ana.personId)).toEqual([]);
  await remindOfActions(at("2026-05-12", "19:00"));
  expect(await typesOf(ana.personId)).toEqual(["improvement_due"]);
});

test("an action whose owner works here no more is told to those who plan", async () => {
  const { site, manager } = await aDesk();
  const elsewhere = await aViewer({ site: await aSite() });
  await anAction(site, elsewhere.personId, { dueOn: "2026-05-01" });
  await remindOfActions(at("2026-05-12"));
  expect(await typesOf(manager.personId)).toEqual(["improvement_late"]);
  await anAction(site, elsewhere.personId, { dueOn: "2026-05-20" });
  await remindOfActions(at("2026-05-13"));
  expect(await typesOf(manager.personId)).toEqual(["improvement_late", "improvement_stranded"]);
});

test("whoever may verify is told once when the effect can be seen, and again only after the change was made anew", async () => {
  const { site, ana, manager } = await aDesk();
  const own = await anAction(site, manager.personId, { state: "done", doneOn: "2026-03-20" });
  const id = await anAction(site, ana.personId, { state: "done", doneOn: "2026-03-20" });
  await anAction(site, ana.personId, { state: "done", doneOn: "2026-03-20", measure: "answeredInTime" });
  await remindOfActions(at("2026-05-10"));
  expect(await typesOf(manager.personId)).toEqual([]);
  for (const day of ["2026-05-11", "2026-05-12"]) await remindOfActions(at(day));
  expect(await typesOf(manager.personId)).toEqual(["improvement_to_verify"]);
  expect(await typesOf(ana.personId)).toEqual([]);
  const [told, unseen] = await Promise.all([
    systemDb().improvement.count({ where: { id: { in: [id, own] }, verifyToldAt: { not: null } } }),
    systemDb().improvement.count({ where: { siteId: site.id, verifyToldAt: null } }),
  ]);
  expect([told, unseen]).toEqual([2, 1]);
  await reopenImprovement(userCtxFor(manager), { improvementId: id, reason: "Half of it was left out." });
  await finishImprovement(userCtxFor(ana), { improvementId: id, doneOn: "2026-05-12" });
  await remindOfActions(at("2026-06-20"));
  expect(await typesOf(manager.personId)).toEqual(["improvement_to_verify"]);
  await remindOfActions(at("2026-07-06"));
  expect(await typesOf(manager.personId)).toEqual(["improvement_to_verify", "improvement_to_verify"]);
});

test("the day of an owner holds what is late or due within a week, that of a manager what others did and can be seen", async () => {
  const { site, ana, manager } = await aDesk();
  const stranger = await aViewer({ site: await aSite(), role: "manager" });
  const [late, soon] = [
    await anAction(site, ana.personId, { dueOn: "2026-05-01" }),
    await anAction(site, ana.personId, { dueOn: "2026-05-19" }),
  ];
  await anAction(site, ana.personId, { dueOn: "2026-05-20" });
  await anAction(site, ana.personId, { dueOn: "2026-05-01", state: "abandoned" });
  const seen = await anAction(site, ana.personId, { state: "done", doneOn: "2026-03-20" });
  await anAction(site, manager.personId, { state: "done", doneOn: "2026-03-20" });
  await anAction(site, ana.personId, { state: "done", doneOn: "2026-03-23" });
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
  expect(idsOf(await listOwnActions(ana, NOW))).toEqual([late, soon]);
  expect(await listOwnActions(manager, NOW)).toEqual([]);
  expect(idsOf(await listToVerify(manager, NOW))).toEqual([seen]);
  expect([await listToVerify(ana, NOW), await listToVerify(stranger, NOW)]).toEqual([[], []]);
  // The list that the card leads to holds the same, whoever looks.
  const listed = async (viewer: Viewer) => idsOf((await listImprovements(viewer, { tab: "verify" }, NOW)).rows);
  expect([await listed(manager), await listed(ana), await listed(stranger)]).toEqual([[seen], [], []]);
});

test("the job tells by the clock of the machine", async () => {
  const { site, ana } = await aDesk();
  await anAction(site, ana.personId, { dueOn: "2026-01-01" });
  await runJob("remindOfImprovements", remindOfImprovements);
  expect(await typesOf(ana.personId)).toEqual(["improvement_late"]);
});
