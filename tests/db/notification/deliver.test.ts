import { Logger, runOnce } from "graphile-worker";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendMail } from "@/lib/notification/jobs";
import { deliverDueMail, deliverMail } from "@/lib/notification/mutations/deliver";
import { sendAgain, sendAllAgain } from "@/lib/notification/mutations/send-again";
import { countDeadMail, listOutbox } from "@/lib/notification/queries";
import { sendMailJob } from "@/lib/notification/schema";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { enqueue } from "@/lib/platform/jobs";
import { attempt, eventsOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aMail,
  aNotification,
  aPatient,
  aPerson,
  aSite,
  aViewer,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { headerOf, type MailServer, startMailServer } from "../../support/mail-server";
import { openConnections } from "../../support/races";

let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = server.url;
  process.env.HEARD_MAIL_FROM = "Heard <heard@northgate.example>";
  process.env.HEARD_URL = "https://heard.northgate.example";
});
afterAll(() => server.stop());
beforeEach(() => {
  server.received.length = 0;
});
afterEach(async () => {
  await systemDb().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
});

const ctx = (now = NOW) => ({ actor: { id: null, name: "E-mail" }, now });
const stateOf = (id: string) => systemDb().mailDelivery.findUniqueOrThrow({ where: { id } });

/** An e-mail to an associate, of two things on a case whose owner they are. */
async function aBundle() {
  const site = await aSite();
  const dana = await aPerson({ site, name: "Dana Moreau" });
  const patient = await aPatient({ site, name: "Ileana Marcu" });
  const words = { about: "The knee was not looked at", words: "Nobody looked at my knee." };
  const given = await aCase({ site, ownerId: dana.id, patientId: patient.id, ...words });
  const mail = await aMail({ personId: dana.id, caseId: given.id });
  for (const type of ["assigned", "mentioned"]) {
    await aNotification({ of: given, personId: dana.id, type, deliveryId: mail.id });
  }
  return { site, dana, given, mail };
}

/** Runs `work` while nobody listens where SMTP_URL points. */
async function whileDown<T>(work: () => Promise<T>): Promise<T> {
  const { port } = server;
  await server.stop();
  try {
    return await work();
  } finally {
    server = await startMailServer({ port });
  }
}

describe("an e-mail", () => {
  test("reaches the mail server with a reference and a link, and nothing of the patient", async () => {
    const { dana, given, mail } = await aBundle();
    expect(await deliverMail(ctx(), mail.id)).toBe("sent");
    const [message] = server.received;
    if (!message) throw new Error("nothing was received");
    expect(message).toMatchObject({ to: [dana.email], from: "heard@northgate.example" });
    expect(headerOf(message, "Subject")).toBe(`${given.reference}: 2 things are new`);
    expect(headerOf(message, "Message-ID")).toBe(`<${mail.id}@heard.northgate.example>`);
    expect(headerOf(message, "Auto-Submitted")).toBe("auto-generated");
    const body = message.source.replace(/=\r\n/g, "");
    expect(body).toContain(`https://heard.northgate.example/cases/${given.reference}`);
    expect(body).not.toMatch(/knee|Marcu|Ileana|Moreau/i);
    expect(await stateOf(mail.id)).toMatchObject({ state: "sent", settledAt: NOW, attempts: 1, lastError: null });
  });

  test("is delivered once by four workers at once", async () => {
    const { mail } = await aBundle();
    await openConnections(8);
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => deliverMail(ctx(), mail.id)));
    expect(outcomes.toSorted()).toEqual(["not_due", "not_due", "not_due", "sent"]);
    await deliverDueMail(ctx());
    expect(server.received).toHaveLength(1);
  });

  test("is delivered once by two workers of the queue, though two jobs ask for it", async () => {
    const { mail } = await aBundle();
    const asked = () => withTransaction(ctx(), (tx) => enqueue(tx, sendMailJob, { deliveryId: mail.id }));
    await asked();
    await asked();
    const worker = { connectionString: env().DATABASE_URL, taskList: { sendMail }, noHandleSignals: true };
    const logger = new Logger(() => () => {});
    await Promise.all([runOnce({ ...worker, logger }), runOnce({ ...worker, logger })]);
    expect(server.received).toHaveLength(1);
    // The last job is taken off the queue an instant after its worker says that it is done.
    await expect.poll(() => systemDb().$queryRaw`SELECT 1 FROM graphile_worker.jobs`).toEqual([]);
  });

  test("whose job has a payload of another kind fails, and is not sent", async () => {
    await systemDb().$executeRaw`SELECT graphile_worker.add_job('sendMail', '{"deliveryId":"x"}'::json)`;
    const logger = new Logger(() => () => {});
    await runOnce({ connectionString: env().DATABASE_URL, taskList: { sendMail }, noHandleSignals: true, logger });
    const [job] = await systemDb().$queryRaw<{ error: string }[]>`SELECT last_error AS error FROM graphile_worker.jobs`;
    expect(job?.error).toContain("Invalid UUID");
    expect(server.received).toEqual([]);
  });

  test("waits for its time", async () => {
    const { mail } = await aBundle();
    await systemDb().mailDelivery.update({ where: { id: mail.id }, data: { nextAttemptAt: minutes(10) } });
    expect(await deliverMail(ctx(minutes(9)), mail.id)).toBe("not_due");
    expect(await deliverMail(ctx(minutes(10)), mail.id)).toBe("sent");
  });

  test("that a worker died on is left alone for a while, and then sent under the same Message-ID", async () => {
    const { mail } = await aBundle();
    await systemDb().mailDelivery.update({
      where: { id: mail.id },
      data: { attempts: 1, leaseUntil: minutes(7) },
    });
    expect(await deliverMail(ctx(), mail.id)).toBe("not_due");
    await deliverDueMail(ctx(minutes(8)));
    const [message] = server.received;
    expect(message && headerOf(message, "Message-ID")).toContain(mail.id);
  });

  test("is not sent to somebody who left or sees the case no more, nor of a case that went to somebody else", async () => {
    const [left, blind, given] = [await aBundle(), await aBundle(), await aBundle()];
    await systemDb().person.update({ where: { id: left.dana.id }, data: { deactivatedAt: NOW } });
    await systemDb().roleGrant.deleteMany({ where: { personId: blind.dana.id } });
    const other = await aPerson({ site: given.site });
    await systemDb().case.update({ where: { id: given.given.id }, data: { ownerId: other.id } });
    await systemDb().notification.deleteMany({ where: { deliveryId: given.mail.id, type: "mentioned" } });
    for (const { mail } of [left, blind, given]) expect(await deliverMail(ctx(), mail.id)).toBe("dropped");
    expect(server.received).toEqual([]);
  });

  test("to an address that would begin another header is given up, and nothing is sent", async () => {
    const { dana, mail } = await aBundle();
    const email = `${dana.id}@northgate.example\r\nBcc: everybody@northgate.example`;
    await systemDb().person.update({ where: { id: dana.id }, data: { email } });
    expect(await deliverMail(ctx(), mail.id)).toBe("failed");
    expect(await stateOf(mail.id)).toMatchObject({
      state: "dead",
      lastError: expect.stringContaining("not an e-mail"),
    });
    expect(server.received).toEqual([]);
  });
});

describe("a mail server that is down", () => {
  test("for a day loses nothing: what waits is held, seen, and sent once it is back", async () => {
    const { site, mail } = await aBundle();
    const admin = await aViewer({ site, role: "administrator" });
    let now = NOW;
    await whileDown(async () => {
      for (let tries = 1; now.getTime() - NOW.getTime() < 24 * 3_600_000; tries += 1) {
        expect(await deliverMail(ctx(now), mail.id)).toBe("server_down");
        const held = await stateOf(mail.id);
        expect(held).toMatchObject({ state: "failed", attempts: tries, leaseUntil: null });
        expect(held.lastError).toMatch(/^The mail server could not be reached \(\w+\)\.$/);
        now = held.nextAttemptAt;
      }
    });
    const { rows } = await listOutbox(admin, { tab: "waiting" });
    expect(rows).toMatchObject([{ id: mail.id, state: "failed", lastError: expect.any(String) }]);
    expect(await deliverMail(ctx(now), mail.id)).toBe("sent");
    expect(server.received).toHaveLength(1);
  });

  test("stops a sweep at the first e-mail, and asks for another try of it by itself", async () => {
    await systemDb().mailDelivery.updateMany({
      where: { settledAt: null },
      data: { state: "dropped", settledAt: NOW },
    });
    const [first, second] = [await aBundle(), await aBundle()];
    await whileDown(() => deliverDueMail(ctx()));
    expect([await stateOf(first.mail.id), await stateOf(second.mail.id)]).toMatchObject([
      { state: "failed", attempts: 1 },
      { state: "queued", attempts: 0 },
    ]);
    const jobs = await systemDb().$queryRaw<{ key: string }[]>`SELECT key FROM graphile_worker.jobs`;
    expect(jobs).toEqual([{ key: `mail:${first.mail.id}` }]);
  });

  test("for too long leaves a dead letter, which an administrator sees and has tried again", async () => {
    const { site, mail } = await aBundle();
    const admin = await aViewer({ site, role: "administrator" });
    await systemDb().mailDelivery.update({ where: { id: mail.id }, data: { attempts: 9, state: "failed" } });
    await whileDown(() => deliverMail(ctx(), mail.id));
    expect(await stateOf(mail.id)).toMatchObject({ state: "dead", attempts: 10, settledAt: NOW });
    expect(await countDeadMail(admin)).toEqual({ count: 1, isCapped: false });
    expect(await sendAgain(userCtxFor(admin), { deliveryId: mail.id })).toEqual({ count: 1 });
    expect(await sendAgain(userCtxFor(admin), { deliveryId: mail.id })).toEqual({ count: 0 });
    expect(await deliverMail(ctx(), mail.id)).toBe("sent");
    expect(await attempt(() => sendAgain(userCtxFor(admin), { deliveryId: mail.id }))).toEqual({
      outcome: "CONFLICT",
      changed: [],
    });
    expect(await eventsOf("organisation", site.organisationId)).toMatchObject([
      { type: "mail.sent_again", data: { count: 1 }, actorId: admin.personId },
    ]);
  });
});

test("a message that the server refuses for good is given up at once, without what the server said", async () => {
  const { port } = server;
  await server.stop();
  const refusing = await startMailServer({
    port,
    onRcptTo: ({ address }, _session, done) => {
      done(Object.assign(new Error(`no ${address} here, password hunter2`), { responseCode: 550 }));
    },
  });
  try {
    const { mail } = await aBundle();
    expect(await deliverMail(ctx(), mail.id)).toBe("failed");
    expect(await stateOf(mail.id)).toMatchObject({
      state: "dead",
      lastError: "The mail server refused the address (550).",
    });
  } finally {
    await refusing.stop();
    server = await startMailServer({ port });
  }
});

describe("putting e-mails back in the queue", () => {
  async function aDeadLetter() {
    const { site, mail } = await aBundle();
    await systemDb().mailDelivery.update({ where: { id: mail.id }, data: { state: "dead", settledAt: NOW } });
    return { site, deliveryId: mail.id };
  }

  test.each([
    ["associate", "NOT_FOUND"],
    ["supervisor", "NOT_FOUND"],
    ["manager", "NOT_FOUND"],
    ["administrator", "done"],
    ["responder", "NOT_FOUND"],
    ["auditor", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, deliveryId } = await aDeadLetter();
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect((await attempt(() => sendAgain(ctx, { deliveryId }))).outcome).toBe(outcome);
  });

  test("is for what was given up, and no other", async () => {
    const { site, deliveryId } = await aDeadLetter();
    const admin = userCtxFor(await aViewer({ site, role: "administrator" }));
    await systemDb().mailDelivery.update({ where: { id: deliveryId }, data: { state: "sent" } });
    const again = () => sendAgain(admin, { deliveryId });
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await attempt(() => sendAllAgain(admin))).toEqual({ outcome: "done", changed: [] });
  });

  test("leaves those of another organisation", async () => {
    const { deliveryId } = await aDeadLetter();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "administrator" }));
    expect(await attempt(() => sendAgain(stranger, { deliveryId }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    expect(await attempt(() => sendAllAgain(stranger))).toEqual({ outcome: "done", changed: [] });
    expect((await listOutbox(stranger.viewer, { tab: "dead" })).rows).toEqual([]);
  });

  test("all at once takes every dead letter", async () => {
    const { site, deliveryId } = await aDeadLetter();
    const admin = await aViewer({ site, role: "administrator" });
    expect(await sendAllAgain(userCtxFor(admin))).toEqual({ count: 1 });
    expect(await stateOf(deliveryId)).toMatchObject({ state: "queued", attempts: 0, nextAttemptAt: NOW });
    const said = await eventsOf("organisation", admin.organisationId);
    expect(said).toMatchObject([{ type: "mail.sent_again", actorId: admin.personId, data: { count: 1 } }]);
  });

  test("that cannot be recorded does not happen", async () => {
    const { site, deliveryId } = await aDeadLetter();
    const admin = await aViewer({ site, role: "administrator" });
    await refuseEventsBy(admin.personId);
    const ended = await attempt(() => sendAgain(userCtxFor(admin), { deliveryId }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

function minutes(count: number): Date {
  return new Date(NOW.getTime() + count * 60_000);
}
