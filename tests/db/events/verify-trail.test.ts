import { Logger, runOnce } from "graphile-worker";
import { afterEach, describe, expect, test, vi } from "vitest";
import { describeTrail, walkTrail } from "@/lib/events/chain";
import { verifyTrail } from "@/lib/events/jobs";
import { registerPatient } from "@/lib/patient/mutations";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { withClient } from "../../support/databases";
import { aSite, aViewer, registerPatientInput, userCtxFor } from "../../support/factories";

const walk = () => withClient(env().DATABASE_URL, (client) => walkTrail((sql, values) => client.query(sql, values)));

async function aPatientsEvent(name = "Ileana Marcu") {
  const site = await aSite();
  const { patientId } = await registerPatient(
    userCtxFor(await aViewer({ site })),
    registerPatientInput(site, { name }),
  );
  const chain = `patient:${patientId}`;
  const { id } = await systemDb().event.findFirstOrThrow({ where: { chain }, select: { id: true } });
  return { id, chain };
}

/** Runs SQL as only somebody with the database's own keys can. */
async function tamper(table: string, sql: string) {
  await systemDb().$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  await systemDb().$executeRawUnsafe(sql);
  await systemDb().$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
}

async function runJob() {
  const connectionString = env().DATABASE_URL;
  const logger = new Logger(() => () => {});
  const settings = { connectionString, taskList: { verifyTrail }, noHandleSignals: true, logger };
  await runOnce(settings);
  await withClient(connectionString, (client) => client.query("SELECT graphile_worker.add_job('verifyTrail')"));
  await runOnce(settings);
}

afterEach(() => vi.restoreAllMocks());

describe("the whole trail", () => {
  test("holds after real work, and with values removed", async () => {
    const { id } = await aPatientsEvent();
    const before = await walk();
    expect(before).toMatchObject({ broken: null, events: await systemDb().event.count() });
    const removal = `SET "values" = '{}', "salt" = '', "redactedAt" = now()`;
    await systemDb().$executeRawUnsafe(`UPDATE "EventDetail" ${removal} WHERE "eventId" = '${id}'`);
    expect(await walk()).toEqual({ ...before, removed: before.removed + 1 });
    expect(describeTrail({ events: 18_444, chains: 3_100, removed: 0, broken: null })).toBe(
      "18,444 events in 3,100 chains: every one holds.",
    );
    expect(describeTrail({ events: 1, chains: 1, removed: 1, broken: null })).toBe(
      "1 event in 1 chain: every one holds. The personal values beside 1 event were removed.",
    );
  });

  test("is checked at night, and the log says what was found", async () => {
    const [info, error] = [vi.spyOn(log, "info").mockReturnValue(), vi.spyOn(log, "error").mockReturnValue()];
    const { id, chain } = await aPatientsEvent();
    await runJob();
    expect(info).toHaveBeenCalledWith("the audit trail holds", expect.objectContaining({ events: expect.any(Number) }));
    expect(error).not.toHaveBeenCalled();
    const forge = (name: string) =>
      tamper("EventDetail", `UPDATE "EventDetail" SET "values" = '{"name": "${name}"}' WHERE "eventId" = '${id}'`);
    await forge("Somebody else");
    await runJob();
    expect(error).toHaveBeenCalledWith("the audit trail was altered", { chain, position: 1 });
    expect(describeTrail(await walk())).toBe(
      `The audit trail was altered: the chain ${chain} does not hold at its event 1.`,
    );
    await forge("Ileana Marcu");
    expect((await walk()).broken).toBeNull();
  });

  test("breaks where a side row vanished", async () => {
    const { id, chain } = await aPatientsEvent();
    await tamper("EventDetail", `DELETE FROM "EventDetail" WHERE "eventId" = '${id}'`);
    expect((await walk()).broken).toEqual({ chain, position: 1 });
  });
});
