import { afterEach, expect, test } from "vitest";
import { sweepClocks } from "@/lib/clock/mutations/sweep";
import { systemDb } from "@/lib/platform/db";
import { aCase, aPerson, aSite } from "../../support/factories";
import { fillWithClocks } from "../../support/many-clocks";
import { end, killInTheMiddle, startWorkers, until, type Worker } from "../../support/workers";

const DUE = 1_000;
const YEAR_MS = 365 * 86_400_000;
let workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.map(end));
});

/**
 * A site that is always awake, with one supervisor to be told, and cases of today that nobody owns, each with a clock that is late: by
 * the time of this machine, which is what a worker process goes by.
 */
async function manyLate(): Promise<string> {
  const db = systemDb();
  const now = new Date();
  const site = await aSite();
  const supervisor = await aPerson({ site, role: "supervisor" });
  await db.quietHours.create({ data: { siteId: site.id, changedById: supervisor.id, changedAt: now } });
  const { id: caseId } = await aCase({ site, receivedAt: now, clocksAt: now, loggedById: supervisor.id });
  await fillWithClocks({ caseId, count: DUE });
  const late = new Date(now.getTime() - 3_600_000);
  await db.clock.updateMany({ where: { siteId: site.id }, data: { dueAt: late, sweepAt: late } });
  return site.id;
}

const addSweep = () => systemDb().$executeRaw`SELECT graphile_worker.add_job('sweepClocks')`;

/** Everything that anybody was sent of the late clocks of a site, each beside the number of cases it is about. */
async function sentAt(siteId: string) {
  const db = systemDb();
  const of = async (rows: { caseId: string | null }[]) => [rows.length, new Set(rows.map(({ caseId }) => caseId)).size];
  const told = (type: string) => db.notification.findMany({ where: { siteId, type }, select: { caseId: true } });
  const events = await db.event.findMany({
    where: { siteId, type: { in: ["clock.late", "escalation.raised"] } },
    select: { chain: true, type: true },
  });
  const eventsOf = (type: string) => events.filter((event) => event.type === type).map((e) => ({ caseId: e.chain }));
  return {
    notices: await db.clockNotice.count({ where: { clock: { siteId } } }),
    late: await of(eventsOf("clock.late")),
    raised: await of(eventsOf("escalation.raised")),
    escalations: await of(await db.escalation.findMany({ where: { siteId }, select: { caseId: true } })),
    toldLate: await of(await told("clock_late")),
    toldEscalated: await of(await told("escalated")),
    mails: await of(await db.mailDelivery.findMany({ where: { kind: "bundle" }, select: { caseId: true } })),
  };
}

const ONCE_EACH = {
  notices: DUE,
  ...{ late: [DUE, DUE], raised: [DUE, DUE], escalations: [DUE, DUE] },
  // The supervisor is told that it is late and that it is theirs now, both in one e-mail for the case.
  ...{ toldLate: [DUE, DUE], toldEscalated: [DUE, DUE], mails: [DUE, DUE] },
};

test("of a thousand late clocks and two workers, one killed in the middle, each is told of once and never again", async () => {
  const siteId = await manyLate();
  workers = await startWorkers(["heard-first", "heard-second"]);
  const [first] = workers;
  if (!first) throw new Error("there is no worker");
  // Two for each of them, as many as one does at once.
  for (let job = 0; job < 4; job += 1) await addSweep();
  await until(async () => (await systemDb().clockNotice.count()) >= DUE / 2);
  await killInTheMiddle(first);
  expect(await systemDb().clockNotice.count()).toBeLessThan(DUE);
  // What comes every minute.
  await addSweep();
  await until(async () => (await systemDb().clock.count({ where: { siteId, sweepAt: { not: null } } })) === 0);
  expect(await sentAt(siteId)).toEqual(ONCE_EACH);

  const inAYear = { actor: { id: null, name: "Clocks" }, now: new Date(Date.now() + YEAR_MS) };
  expect(await sweepClocks(inAYear)).toBe(0);
  expect(await sentAt(siteId)).toEqual(ONCE_EACH);
}, 360_000);
