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
