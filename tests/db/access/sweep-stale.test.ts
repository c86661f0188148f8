import { Logger, runOnce } from "graphile-worker";
import { expect, test } from "vitest";
import { sweepStale } from "@/lib/access/jobs";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { withClient } from "../../support/databases";
import { aPerson, aSession } from "../../support/factories";

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);

async function sweep() {
  const connectionString = env().DATABASE_URL;
  const logger = new Logger(() => () => {});
  const settings = { connectionString, taskList: { sweepStale }, noHandleSignals: true, logger };
  await runOnce(settings);
  await withClient(connectionString, (client) => client.query("SELECT graphile_worker.add_job('sweepStale')"));
  await runOnce(settings);
}

test("the sweep forgets sign-ins and drafts of long ago and failures of yesterday, and nothing else", async () => {
  const { id } = await aPerson();
  const kept = [await aSession(id, new Date()), await aSession(id, ago(89)), await aSession(id, ago(90.4))];
  await aSession(id, ago(91));
  await systemDb().signInThrottle.createMany({
    data: [0.9, 1.1].map((days) => ({ key: `account:${days}`, failures: 1, firstAt: ago(days) })),
  });
  const drafts = { "case.new": 179, "patient.new": 181 };
  await systemDb().draft.createMany({
    data: Object.entries(drafts).map(([kind, days]) => ({
      ...{ id: newId(), personId: id, kind, subject: "", fields: {} },
      savedAt: ago(days),
    })),
  });
  await sweep();
  const sessions = await systemDb().session.findMany({ where: { personId: id } });
  expect(sessions.map((session) => session.id).toSorted()).toEqual(kept.toSorted());
  expect((await systemDb().signInThrottle.findMany()).map(({ key }) => key)).toEqual(["account:0.9"]);
  expect((await systemDb().draft.findMany({ where: { personId: id } })).map(({ kind }) => kind)).toEqual(["case.new"]);
  expect(await systemDb().person.findUnique({ where: { id } })).not.toBeNull();
});
