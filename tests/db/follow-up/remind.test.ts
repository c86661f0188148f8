import { describe, expect, test, vi } from "vitest";
import { sendReminders } from "@/lib/follow-up/jobs";
import { remindOfDue } from "@/lib/follow-up/mutations/remind";
import { rescheduleFollowUp } from "@/lib/follow-up/mutations/settle-follow-up";
import { listToRemind } from "@/lib/follow-up/queries/to-remind";
import { systemDb } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { eventsOf } from "../../support/evidence";
import {
  aCase,
  aFollowUp,
  anAbsence,
  aPerson,
  aPromise,
  aSite,
  aViewer,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { runJob } from "../../support/jobs";
import { openConnections } from "../../support/races";

const on = (day: string, clock = "09:00") => ({
  actor: { id: null, name: "Reminders" },
  now: new Date(`2026-05-${day}T${clock}:00Z`),
});
const typesOf = async (personId: string) => {
  const rows = await systemDb().notification.findMany({ where: { personId }, orderBy: { createdAt: "asc" } });
  return rows.map(({ type }) => type);
};
const BEFORE = new Date(NOW.getTime() - 7 * 86_400_000);

async function aDesk() {
  const site = await aSite();
  const lead = await aViewer({ site, role: "supervisor" });
  const ana = await aViewer({ site });
  const given = await aCase({ site, ownerId: ana.personId, loggedById: ana.personId });
  return { site, lead, ana, given };
}

describe("reminders of promises", () => {
  test("come the day before, and when it is broken to whoever leads too, each once and from seven on", async () => {
    const { lead, ana, given } = await aDesk();
    const { id: promiseId } = await aPromise({ of: given, madeAt: BEFORE });
    await remindOfDue(on("13"));
    expect(await typesOf(ana.personId)).toEqual([]);
    await remindOfDue(on("14", "05:59"));
    expect(await typesOf(ana.personId)).toEqual([]);
    for (const ctx of [on("14", "06:00"), on("14"), on("15")]) await remindOfDue(ctx);
    expect(await typesOf(ana.personId)).toEqual(["promise_due"]);
    expect(await typesOf(lead.personId)).toEqual([]);
    expect(await remindOfDue(on("16"))).toBe(1);
    expect(await remindOfDue(on("17"))).toBe(0);
    expect(await typesOf(ana.personId)).toEqual(["promise_due", "promise_broken"]);
    expect(await typesOf(lead.personId)).toEqual(["promise_broken"]);
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "promise.broken", actorName: "Reminders", data: { promiseId, dueOn: "2026-05-15" } },
    ]);
  });

  test("pass over what was kept, what still needs approval, and what was promised that very day", async () => {
    const { ana, given } = await aDesk();
    const due = { of: given, dueOn: "2026-05-13" };
    await aPromise({ ...due, madeAt: BEFORE, state: "kept" });
    await aPromise({ ...due, madeAt: BEFORE, amount: 5000, approval: "pending" });
    await aPromise({ ...due, madeAt: NOW });
    expect(await remindOfDue(on("12", "12:00"))).toBe(0);
    expect(await remindOfDue(on("13"))).toBe(1);
    expect(await typesOf(ana.personId)).toEqual(["promise_due"]);
  });

  test("go to whoever covers too, while the owner is away", async () => {
    const { site, ana, given } = await aDesk();
    const bo = await aPerson({ site });
    await anAbsence({ personId: ana.personId, coverId: bo.id, untilOn: "2026-05-14" });
    await aPromise({ of: given, madeAt: BEFORE });
    await remindOfDue(on("14"));
    expect(await typesOf(bo.id)).toEqual(["promise_due"]);
    await remindOfDue(on("16"));
    expect(await typesOf(bo.id)).toEqual(["promise_due"]);
    expect(await typesOf(ana.personId)).toEqual(["promise_due", "promise_broken"]);
  });
});

describe("reminders of follow-ups", () => {
  test("come on the day and when it has passed, and anew for another day", async () => {
    const { lead, ana, given } = await aDesk();
    const { id: followUpId } = await aFollowUp({ of: given, dueOn: "2026-05-13", plannedAt: BEFORE });
    for (const day of ["12", "13", "14", "15"]) await remindOfDue(on(day));
    expect(await typesOf(ana.personId)).toEqual(["follow_up_due", "follow_up_late"]);
    await rescheduleFollowUp(userCtxFor(ana, on("15").now), { followUpId, dueOn: "2026-05-18", bestTime: null });
    for (const day of ["16", "18", "19"]) await remindOfDue(on(day));
    expect((await typesOf(ana.personId)).slice(2)).toEqual(["follow_up_due", "follow_up_late"]);
    expect(await typesOf(lead.personId)).toEqual([]);
    await rescheduleFollowUp(userCtxFor(ana, on("19").now), { followUpId, dueOn: "2026-05-19", bestTime: null });
    expect(await remindOfDue(on("19"))).toBe(0);
  });

  test("of somebody who works here no more go to whoever leads", async () => {
    const { site, lead, given } = await aDesk();
    const gone = await aPerson({ site, deactivatedAt: NOW });
    await aFollowUp({ of: given, dueOn: "2026-05-12", plannedAt: BEFORE, ownerId: gone.id });
    await remindOfDue(on("13"));
    expect(await typesOf(lead.personId)).toEqual(["follow_up_late"]);
    expect(await typesOf(gone.id)).toEqual([]);
  });

  test("count days as each site does", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland", country: "NZ" });
    const owner = await aPerson({ site });
    const given = await aCase({ site, loggedById: owner.id });
    await aFollowUp({ of: given, dueOn: "2026-05-13", plannedAt: BEFORE });
    await remindOfDue(on("12", "18:59"));
    expect(await typesOf(owner.id)).toEqual([]);
    await remindOfDue(on("12", "19:00"));
    expect(await typesOf(owner.id)).toEqual(["follow_up_due"]);
  });
});

describe("the job of reminders", () => {
  test("tells each once, whoever does it at once, and works from the queue", async () => {
    const { ana, given } = await aDesk();
    for (let count = 0; count < 5; count += 1) {
      await aFollowUp({ of: given, dueOn: "2026-05-11", plannedAt: BEFORE });
      await aPromise({ of: given, dueOn: "2026-05-11", madeAt: BEFORE });
    }
    await openConnections(10);
    await Promise.all([remindOfDue(on("13")), remindOfDue(on("13")), remindOfDue(on("13"))]);
    await remindOfDue(on("13"));
    expect(await typesOf(ana.personId)).toHaveLength(10);
    await runJob("sendReminders", sendReminders);
    expect(await typesOf(ana.personId)).toHaveLength(10);
  });

  test("is not held up by one that fails, and tries that one again", async () => {
    const { ana, given } = await aDesk();
    const due = { of: given, dueOn: "2026-05-11", madeAt: BEFORE };
    const [bad] = [await aPromise(due), await aPromise(due)];
    const name = `refuse_reminder_${bad.id.replaceAll("-", "")}`;
    await systemDb().$executeRawUnsafe(
      `ALTER TABLE "Notification" ADD CONSTRAINT ${name} CHECK ("dedupeKey" NOT LIKE '%${bad.id}%') NOT VALID`,
    );
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    expect(await remindOfDue(on("13"))).toBe(1);
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
    expect(await systemDb().patientPromise.findUnique({ where: { id: bad.id } })).toMatchObject({ remindedOf: null });
    await systemDb().$executeRawUnsafe(`ALTER TABLE "Notification" DROP CONSTRAINT ${name}`);
    expect(await remindOfDue(on("13"))).toBe(1);
    expect(await typesOf(ana.personId)).toHaveLength(2);
  });

  test("goes on after a batch where it ended", async () => {
    const { given } = await aDesk();
    const one = await aFollowUp({ of: given, dueOn: "2026-05-10" });
    const two = await aFollowUp({ of: given, dueOn: "2026-05-11" });
    const mine = async (after: typeof one | null) =>
      (await listToRemind("followUp", NOW, after)).flatMap(({ id }) => ([one.id, two.id].includes(id) ? id : []));
    expect(await mine(null)).toEqual([one.id, two.id]);
    expect(await mine(one)).toEqual([two.id]);
    expect(await mine(two)).toEqual([]);
  });

  test.each([
    [
      "FollowUp_to_remind",
      `SELECT "id" FROM "FollowUp" WHERE "state" = 'open' AND "remindedOf" IS DISTINCT FROM 'late'
         AND "dueOn" <= '2026-05-14' ORDER BY "dueOn", "id" LIMIT 200`,
    ],
    [
      "PatientPromise_to_remind",
      `SELECT "id" FROM "PatientPromise" WHERE "state" = 'open' AND "approval" IS DISTINCT FROM 'pending'
         AND "remindedOf" IS DISTINCT FROM 'late' AND "dueOn" <= '2026-05-14' ORDER BY "dueOn", "id" LIMIT 200`,
    ],
  ])("reads what is due from %s", async (index, question) => {
    const plan = await systemDb().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRawUnsafe<Record<string, string>[]>(`EXPLAIN ${question}`);
    });
    expect(plan.map((line) => Object.values(line)[0]).join("\n")).toContain(index);
  });
});
