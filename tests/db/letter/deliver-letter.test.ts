import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takeBackLetter } from "@/lib/letter/mutations/decide-letter";
import { giveBackLetter } from "@/lib/letter/mutations/deliver-letter";
import { stopMail } from "@/lib/letter/mutations/mail-letter";
import { deliverMail } from "@/lib/notification/mutations/deliver";
import { sendAgain, sendAllAgain } from "@/lib/notification/mutations/send-again";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { anApprovedLetter, LATER } from "../../support/approved-letter";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aViewer, userCtxFor } from "../../support/factories";
import { type MailServer, startMailServer } from "../../support/mail-server";
import { queueUp } from "../../support/races";

let server: MailServer;
/** What happens while the mail server is being given an address. */
let meanwhile: () => Promise<unknown> = async () => {};
/** What it says to the address then. */
let answer = 250;

beforeAll(async () => {
  server = await startMailServer({
    onRcptTo: async (_address, _session, done) => {
      await meanwhile();
      done(answer === 250 ? undefined : Object.assign(new Error("no such user here"), { responseCode: answer }));
    },
  });
  process.env.SMTP_URL = server.url;
  process.env.HEARD_MAIL_FROM = "Heard <heard@northgate.example>";
  process.env.HEARD_URL = "https://heard.northgate.example";
});
afterAll(() => server.stop());
beforeEach(() => {
  server.received.length = 0;
  meanwhile = async () => {};
  answer = 250;
});
afterEach(async () => {
  await systemDb().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
});

const inMinutes = (minutes: number) => new Date(LATER.getTime() + minutes * 60_000);
const ctx = (now = LATER) => ({ actor: { id: null, name: "E-mail" }, now });
const mailOf = (id: string) => systemDb().letterMail.findUniqueOrThrow({ where: { id } });
const deliveryOf = (id: string) => systemDb().mailDelivery.findUniqueOrThrow({ where: { id } });
const sendingsOf = (letterId: string) => systemDb().letterSending.findMany({ where: { letterId } });
const contactsOf = (caseId: string) => systemDb().contact.findMany({ where: { caseId } });

type Scene = Awaited<ReturnType<typeof anApprovedLetter>>;

async function allowEventsAgain(personId: string): Promise<void> {
  await systemDb().$executeRawUnsafe(`ALTER TABLE "Event" DROP CONSTRAINT "refuse_${personId.replaceAll("-", "")}"`);
}

/** A worker that lost its lease: another tried, was put off, and let go. */
async function loseLease(mailId: string): Promise<void> {
  await systemDb().mailDelivery.update({ where: { id: mailId }, data: { state: "failed", leaseUntil: null } });
}

async function stop({ dana, letter, mailId }: Scene): Promise<void> {
  await loseLease(mailId);
  await stopMail(userCtxFor(dana, LATER), { letterId: letter.id, mailId });
}

async function refuse({ mailId }: Scene): Promise<void> {
  const fault = { ok: false, reason: "The mail server refused it.", isFinal: true, isServerDown: false } as const;
  await withTransaction(ctx(), (tx) => giveBackLetter(tx, ctx(), mailId, fault));
  await systemDb().mailDelivery.update({
    where: { id: mailId },
    data: { state: "dropped", settledAt: LATER, leaseUntil: null },
  });
}

describe("an e-mail that somebody is trying just now", () => {
  test("is not put back in the queue until their lease is over", async () => {
    const { site, mailId, send } = await anApprovedLetter();
    const admin = userCtxFor(await aViewer({ site, role: "administrator" }), LATER);
    await send();
    const data = { state: "failed", attempts: 1, leaseUntil: inMinutes(7) } as const;
    await systemDb().mailDelivery.update({ where: { id: mailId }, data });
    expect((await refusalOf(sendAgain(admin, { deliveryId: mailId }))).message).toContain("just now");
    expect(await attempt(() => sendAgain(admin, { deliveryId: mailId }))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await attempt(() => sendAllAgain(admin))).toEqual({ outcome: "done", changed: [] });
    expect(await sendAgain({ ...admin, now: inMinutes(7) }, { deliveryId: mailId })).toEqual({ count: 1 });
  });
});

describe("what the mail server took although it was over meanwhile", () => {
  test.each([
    ["stopped", stop],
    ["given back", refuse],
  ])("%s: is written down as sent", async (_name, end) => {
    const scene = await anApprovedLetter();
    const { dana, given, letter, mailId, send, stateOf } = scene;
    await send();
    meanwhile = () => end(scene);
    expect(await deliverMail(ctx(), mailId)).toBe("sent");
    expect(server.received).toHaveLength(1);
    expect(await stateOf()).toBe("sent");
    expect(await mailOf(mailId)).toMatchObject({ state: "sent", reason: null, acceptedAt: expect.any(Date) });
    expect(await deliveryOf(mailId)).toMatchObject({ state: "sent" });
    expect(await sendingsOf(letter.id)).toMatchObject([{ id: mailId, way: "email", sentById: dana.personId }]);
    expect((await eventTypesOf("case", given.id)).at(-1)).toBe("letter.sent");
    expect(await contactsOf(given.id)).toHaveLength(1);
  });

  test("and could not be written down at once: is made up for", async () => {
    const scene = await anApprovedLetter();
    const { lee, letter, mailId, dana, send, stateOf } = scene;
    await send({}, lee);
    meanwhile = async () => {
      await stop(scene);
      await refuseEventsBy(lee.personId);
    };
    expect(await deliverMail(ctx(), mailId)).toBe("failed");
    expect(await stateOf()).toBe("sending");
    const again = () => stopMail(userCtxFor(dana, LATER), { letterId: letter.id, mailId });
    expect(await outcomeOf(again())).toBe("CONFLICT");
    await allowEventsAgain(lee.personId);
    meanwhile = async () => {};
    expect(await deliverMail(ctx(inMinutes(60)), mailId)).toBe("sent");
    expect(server.received).toHaveLength(1);
    expect(await sendingsOf(letter.id)).toHaveLength(1);
  });

  test("is a contact where the letter was taken back by then", async () => {
    const scene = await anApprovedLetter();
    const { dana, given, letter, mailId, send, stateOf } = scene;
    await send();
    meanwhile = async () => {
      await stop(scene);
      await takeBackLetter(userCtxFor(dana, LATER), { letterId: letter.id });
    };
    expect(await deliverMail(ctx(), mailId)).toBe("sent");
    expect(await stateOf()).toBe("draft");
    expect(await sendingsOf(letter.id)).toEqual([]);
    expect(await contactsOf(given.id)).toMatchObject([{ channel: "email", direction: "outgoing", outcome: "sent" }]);
    expect(await mailOf(mailId)).toMatchObject({ state: "stopped", acceptedAt: expect.any(Date) });
    expect(await deliveryOf(mailId)).toMatchObject({ state: "dropped" });
  });
});

describe("what the mail server has taken is written down although whoever sent it", () => {
  test.each([
    [
      "cannot sign in any more",
      (id: string) => systemDb().person.update({ where: { id }, data: { deactivatedAt: LATER } }),
    ],
    [
      "has nothing to do with the site any more",
      (id: string) => systemDb().roleGrant.deleteMany({ where: { personId: id } }),
    ],
  ])("%s", async (_name, leave) => {
    const { lee, given, letter, mailId, send, stateOf } = await anApprovedLetter({ isDecided: true });
    await send({}, lee);
    await refuseEventsBy(lee.personId);
    expect(await deliverMail(ctx(), mailId)).toBe("failed");
    await allowEventsAgain(lee.personId);
    await leave(lee.personId);
    expect(await deliverMail(ctx(inMinutes(60)), mailId)).toBe("sent");
    expect(await stateOf()).toBe("sent");
    expect(server.received).toHaveLength(1);
    expect(await sendingsOf(letter.id)).toMatchObject([{ id: mailId, sentById: lee.personId }]);
    expect(await systemDb().case.findUniqueOrThrow({ where: { id: given.id } })).toMatchObject({ state: "answered" });
  });
});

test("a lost race gives no letter back: it is tried again", async () => {
  const { given, mailId, send, stateOf } = await anApprovedLetter();
  await send();
  let lockLetters: () => Promise<unknown> = async () => {};
  const { works } = await queueUp<string>(
    async (tx) => {
      lockLetters = () => tx.$executeRaw`LOCK TABLE "Letter" IN ACCESS EXCLUSIVE MODE`;
      await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" = ${given.id}::uuid FOR UPDATE`;
    },
    [
      () => deliverMail(ctx(), mailId),
      // Each waits for the other from here on, and the database ends the one that waited first.
      async () => String(await lockLetters()),
    ],
  );
  expect(await works[0]).toBe("failed");
  expect(await stateOf()).toBe("sending");
  expect(await deliveryOf(mailId)).toMatchObject({ state: "failed", attempts: 1, leaseUntil: null });
  expect(await deliverMail(ctx(inMinutes(60)), mailId)).toBe("sent");
  expect(server.received).toHaveLength(1);
});

describe("the form with which an e-mail was sent that", () => {
  const SENTENCE = "This was tried and was not sent. Close this and press Send again.";

  test("was refused does not say that it is on its way", async () => {
    const { mailId, send } = await anApprovedLetter();
    await send();
    answer = 550;
    await deliverMail(ctx(), mailId);
    expect((await refusalOf(send())).message).toBe(SENTENCE);
    expect(await attempt(() => send())).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await outcomeOf(send({ sendingId: newId() }))).toBe("done");
  });

  test("was stopped does not either", async () => {
    const scene = await anApprovedLetter();
    await scene.send();
    await stop(scene);
    expect((await refusalOf(scene.send())).message).toBe(SENTENCE);
  });
});
