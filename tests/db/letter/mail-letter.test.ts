import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mergeCases } from "@/lib/case-join/mutations/merge-cases";
import { stopMail } from "@/lib/letter/mutations/mail-letter";
import { findMailTarget } from "@/lib/letter/queries/mail-target";
import { deliverDueMail, deliverMail } from "@/lib/notification/mutations/deliver";
import { sendAgain } from "@/lib/notification/mutations/send-again";
import { listOutbox } from "@/lib/notification/queries";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { ANA, anApprovedLetter, LATER } from "../../support/approved-letter";
import {
  attempt,
  eventsOf,
  eventTypesOf,
  outcomeOf,
  outcomesOf,
  refusalOf,
  refuseEventsBy,
} from "../../support/evidence";
import { aCase, aRepresentative, aSite, aViewer, userCtxFor } from "../../support/factories";
import { headerOf, type MailServer, startMailServer } from "../../support/mail-server";
import { race } from "../../support/races";

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

const ctx = (now = LATER) => ({ actor: { id: null, name: "E-mail" }, now });
const inMinutes = (minutes: number) => new Date(LATER.getTime() + minutes * 60_000);
const mailOf = (id: string) => systemDb().letterMail.findUniqueOrThrow({ where: { id } });
const deliveryOf = (id: string) => systemDb().mailDelivery.findUniqueOrThrow({ where: { id } });
const sendingsOf = (letterId: string) =>
  systemDb().letterSending.findMany({ where: { letterId }, include: { contact: true } });
const newsOf = async (caseId: string) =>
  (
    await systemDb().notification.findMany({
      where: { caseId, type: "letter_not_sent" },
      orderBy: { id: "asc" },
    })
  ).map(({ type, personId }) => ({ type, personId }));

/** Runs `work` with another mail server in the place of ours; null: with none.  */
async function whileServing<T>(
  handlers: Parameters<typeof startMailServer>[0] | null,
  work: () => Promise<T>,
): Promise<T> {
  const { port } = server;
  await server.stop();
  const other = handlers === null ? null : await startMailServer({ ...handlers, port });
  try {
    return await work();
  } finally {
    await other?.stop();
    server = await startMailServer({ port });
  }
}

async function allowEventsAgain(personId: string): Promise<void> {
  await systemDb().$executeRawUnsafe(`ALTER TABLE "Event" DROP CONSTRAINT "refuse_${personId.replaceAll("-", "")}"`);
}

const answering = (responseCode: number) => ({
  onRcptTo: (_address: unknown, _session: unknown, done: (error?: Error) => void) =>
    done(Object.assign(new Error("no such user here, password hunter2"), { responseCode })),
});

describe("a letter by e-mail", () => {
  test("is on its way first: nobody was told, and it can be changed by nobody", async () => {
    const { given, letter, mailId, send, show, stateOf } = await anApprovedLetter();
    expect(await send()).toEqual({ letterId: letter.id, reference: given.reference });
    expect(await stateOf()).toBe("sending");
    expect(await sendingsOf(letter.id)).toEqual([]);
    expect(await systemDb().contact.count({ where: { caseId: given.id } })).toBe(0);
    expect(await mailOf(mailId)).toMatchObject({ address: ANA, state: "waiting", acceptedAt: null });
    const { may, mail } = await show();
    expect(may).toMatchObject({ save: false, takeBack: false, void: false, send: false, stop: true });
    expect(mail).toMatchObject({ id: mailId, address: ANA, isPickedUp: false, attempts: 0 });
    expect((await eventTypesOf("case", given.id)).at(-1)).toBe("letter.mail_started");
  });

  test("carries the letter as a PDF, and says nothing of health", async () => {
    const { dana, lee, given, letter, mailId, send, show, stateOf } = await anApprovedLetter();
    await send();
    expect(await deliverMail(ctx(), mailId)).toBe("sent");
    const [message] = server.received;
    if (!message) throw new Error("nothing was received");
    expect(message).toMatchObject({ to: [ANA], from: "heard@northgate.example" });
    expect(headerOf(message, "Subject")).toBe(`A letter for you: ${given.reference}`);
    expect(headerOf(message, "Message-ID")).toBe(`<${mailId}@heard.northgate.example>`);
    const [, words = "", file = ""] = message.source.split(/\r\n--[^\r\n]+\r\n/u);
    expect(words).toContain("A letter for you is attached");
    expect(message.source.replace(/=\r\n/gu, "")).not.toMatch(/wait was long|Marcu|Ana\b|Moreau/u);
    expect(file).toContain(`filename=${given.reference}.pdf`);
    const [, encoded = ""] = file.split("\r\n\r\n");
    expect(Buffer.from(encoded, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    expect(await stateOf()).toBe("sent");
    const [kept] = await sendingsOf(letter.id);
    expect(kept).toMatchObject({
      ...{ id: mailId, way: "email", mailedTo: ANA, proof: `<${mailId}@heard.northgate.example>` },
      ...{ authorId: dana.personId, approverId: lee.personId, sentById: dana.personId },
      contact: { direction: "outgoing", channel: "email", outcome: "sent", party: "patient", authorId: dana.personId },
    });
    expect(kept?.at.getTime()).toBeGreaterThanOrEqual(LATER.getTime());
    const { lastHeardAt } = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(lastHeardAt).toEqual(kept?.at);
    expect((await show()).sending).toMatchObject({ id: mailId, mailedTo: ANA });
    expect((await show()).sending).not.toHaveProperty("returnedReason");
    expect(await deliveryOf(mailId)).toMatchObject({ state: "sent", subject: null, text: null, html: null });
    expect(await eventsOf("case", given.id)).toMatchObject([
      ...[{}, {}, {}],
      { type: "contact.logged" },
      { type: "letter.sent", actorId: dana.personId, data: { way: "By e-mail" } },
    ]);
  });

  test("is worded in the language of the letter", async () => {
    const { given, mailId, send } = await anApprovedLetter({
      language: "es",
      kind: "update",
      text: "Estimada Ana:\n\nSeguimos trabajando en lo que usted nos contó.",
    });
    await send();
    await deliverMail(ctx(), mailId);
    const [message] = server.received;
    expect(message && headerOf(message, "Subject")).toBe(`Una carta para usted: ${given.reference}`);
  });

  test("keeps what it promises in the ledger once it is sent", async () => {
    const { given, letter, mailId, send } = await anApprovedLetter({
      text: "Dear Ana,\n\n## The wait was long\n\nYou were right. We uphold this.\n\nWe will call you within 10 days.",
    });
    await send();
    expect(await systemDb().patientPromise.count({ where: { caseId: given.id } })).toBe(0);
    await deliverMail(ctx(), mailId);
    const [kept] = await sendingsOf(letter.id);
    const promises = await systemDb().patientPromise.findMany({ where: { caseId: given.id } });
    expect(promises).toMatchObject([{ words: "We will call you within 10 days.", contactId: kept?.contactId }]);
  });

  test.each([
    ["supervisor", "done"],
    ["associate", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("of a colleague's case as %s: %s", async (role, outcome) => {
    const { site, mailId, send } = await anApprovedLetter();
    const by = await aViewer({ site, role });
    expect(await outcomeOf(send({}, by))).toBe(outcome);
    const stop = () => stopMail(userCtxFor(by, LATER), { letterId: newId(), mailId });
    expect(await outcomeOf(stop())).toBe("NOT_FOUND");
  });

  test("sent twice is on its way once, and another sending of it is refused", async () => {
    const { send } = await anApprovedLetter();
    await send();
    expect(await attempt(() => send())).toEqual({ outcome: "done", changed: [] });
    expect(await attempt(() => send({ note: "Other" }))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await attempt(() => send({ sendingId: newId() }))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await attempt(() => send({ sendingId: newId(), way: "post" }))).toEqual({
      outcome: "CONFLICT",
      changed: [],
    });
  });

  test("sent by two at once is sent once", async () => {
    const { given, lee, send } = await anApprovedLetter();
    await systemDb().mailDelivery.updateMany({
      where: { settledAt: null },
      data: { state: "dropped", settledAt: LATER },
    });
    const { works } = await race({ table: "Case", id: given.id }, [
      () => send(),
      () => send({ sendingId: newId() }, lee),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    await deliverDueMail(ctx(inMinutes(1)));
    expect(server.received).toHaveLength(1);
  });

  test("is given to the mail server by one of several workers", async () => {
    const { letter, mailId, send } = await anApprovedLetter();
    await send();
    const outcomes = await Promise.all([0, 1, 2].map(() => deliverMail(ctx(), mailId)));
    expect(outcomes.toSorted()).toEqual(["not_due", "not_due", "sent"]);
    expect(server.received).toHaveLength(1);
    expect(await sendingsOf(letter.id)).toHaveLength(1);
  });

  test("that cannot be recorded is not on its way", async () => {
    const { dana, send } = await anApprovedLetter();
    await refuseEventsBy(dana.personId);
    expect(await attempt(() => send())).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("with signs that no font has is refused before it is on its way", async () => {
    const { send, stateOf } = await anApprovedLetter({
      text: "Dear Ana,\n\n## The wait was long\n\nYou were right. We uphold this. \u{10A00}",
    });
    expect((await refusalOf(send())).details.fieldErrors?.text?.[0]).toContain("no font here has");
    expect(await stateOf()).toBe("approved");
  });

  test("keeps its case from being merged away meanwhile", async () => {
    const { site, lee, given, send } = await anApprovedLetter();
    const other = await aCase({ site });
    await send();
    const merge = mergeCases(userCtxFor(lee, LATER), {
      ...{ mergeId: newId(), caseId: given.id, into: other.reference, reason: "The same event." },
    });
    expect((await refusalOf(merge)).message).toContain("is being sent by e-mail");
  });

  test("shows the administrator nothing of it", async () => {
    const { site, given, send } = await anApprovedLetter();
    await send();
    const admin = await aViewer({ site, role: "administrator" });
    const waiting = await listOutbox(admin, { tab: "waiting" });
    const rows = waiting.rows.filter(({ kind }) => kind === "letter");
    expect(rows).toMatchObject([{ kind: "letter", to: { name: "Dana Moreau" }, subject: null, text: null }]);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${ANA}|Marcu|${given.reference}|wait was long`, "u"));
  });
});

describe("an e-mail that the mail server does not take", () => {
  test("for good gives the letter back, says why, and warns of the address", async () => {
    const { dana, lee, given, letter, mailId, send, show, stateOf } = await anApprovedLetter();
    await send({}, lee);
    expect(await whileServing(answering(550), () => deliverMail(ctx(), mailId))).toBe("failed");
    expect(await stateOf()).toBe("approved");
    expect(await sendingsOf(letter.id)).toEqual([]);
    expect(await systemDb().contact.count({ where: { caseId: given.id } })).toBe(0);
    expect(await mailOf(mailId)).toMatchObject({
      ...{ state: "refused", isAddressRefused: true },
      reason: "The mail server refused it: there is no such mailbox, or it takes no mail from here (550).",
    });
    expect(await deliveryOf(mailId)).toMatchObject({ state: "dropped", lastError: null });
    expect((await eventTypesOf("case", given.id)).at(-1)).toBe("letter.mail_refused");
    expect((await newsOf(given.id)).map(({ personId }) => personId).toSorted()).toEqual(
      [dana.personId, lee.personId].toSorted(),
    );
    const { may } = await show();
    expect(may).toMatchObject({ send: true, takeBack: true, stop: false });
    const target = await findMailTarget(dana, { caseId: given.id, kind: "resolution" }, { now: inMinutes(5) });
    expect(target.cautions).toEqual([expect.stringContaining("The mail server refused this address on")]);
    await send({ sendingId: newId(), way: "post", mailTo: undefined });
    expect(await stateOf()).toBe("sent");
  });

  test("at first is tried again, and sent", async () => {
    const { letter, mailId, send, show, stateOf } = await anApprovedLetter();
    await send();
    expect(await whileServing(answering(451), () => deliverMail(ctx(), mailId))).toBe("failed");
    expect(await stateOf()).toBe("sending");
    expect((await show()).mail).toMatchObject({ attempts: 1, lastError: expect.stringContaining("451") });
    expect(await whileServing(null, () => deliverMail(ctx(inMinutes(1)), mailId))).toBe("server_down");
    expect(await deliverMail(ctx(inMinutes(1)), mailId)).toBe("not_due");
    expect(await deliverMail(ctx(inMinutes(6)), mailId)).toBe("sent");
    expect(server.received).toHaveLength(1);
    expect(await stateOf()).toBe("sent");
    expect(await sendingsOf(letter.id)).toHaveLength(1);
  });

  test("after the last try gives the letter back", async () => {
    const { given, mailId, send, stateOf } = await anApprovedLetter();
    await send();
    await systemDb().mailDelivery.update({ where: { id: mailId }, data: { attempts: 9, state: "failed" } });
    await whileServing(null, () => deliverMail(ctx(), mailId));
    expect(await stateOf()).toBe("approved");
    expect(await mailOf(mailId)).toMatchObject({ state: "refused", isAddressRefused: false });
    expect(await newsOf(given.id)).toHaveLength(1);
  });

  test("can be stopped between two tries, and not while one is under way", async () => {
    const { dana, given, letter, mailId, send, stateOf } = await anApprovedLetter();
    const stop = () => stopMail(userCtxFor(dana, LATER), { letterId: letter.id, mailId });
    await send();
    await systemDb().mailDelivery.update({ where: { id: mailId }, data: { leaseUntil: inMinutes(7) } });
    expect(await attempt(stop)).toEqual({ outcome: "CONFLICT", changed: [] });
    await systemDb().mailDelivery.update({ where: { id: mailId }, data: { leaseUntil: null } });
    expect(await outcomeOf(stop())).toBe("done");
    expect(await attempt(stop)).toEqual({ outcome: "done", changed: [] });
    expect(await stateOf()).toBe("approved");
    expect((await eventTypesOf("case", given.id)).at(-1)).toBe("letter.mail_stopped");
    expect(await deliverMail(ctx(), mailId)).toBe("not_due");
    expect(server.received).toEqual([]);
    await send({ sendingId: newId() });
    expect(await stateOf()).toBe("sending");
  });

  test.each([
    ["supervisor", "done"],
    ["associate", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
  ] as const)("is stopped as %s: %s", async (role, outcome) => {
    const { site, letter, mailId, send } = await anApprovedLetter();
    await send();
    const by = await aViewer({ site, role });
    expect(await outcomeOf(stopMail(userCtxFor(by, LATER), { letterId: letter.id, mailId }))).toBe(outcome);
  });

  test("is stopped at one's own site alone, and only while it is on its way", async () => {
    const { dana, letter, mailId, send } = await anApprovedLetter();
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    const stop = (by = dana) => stopMail(userCtxFor(by, LATER), { letterId: letter.id, mailId });
    expect(await outcomeOf(stop())).toBe("NOT_FOUND");
    await send();
    expect(await outcomeOf(stop(stranger))).toBe("NOT_FOUND");
    await deliverMail(ctx(), mailId);
    expect(await attempt(() => stop())).toEqual({ outcome: "CONFLICT", changed: [] });
  });
});

describe("a worker that dies", () => {
  test("before the mail server's yes is noted has it sent once more, under the same Message-ID", async () => {
    const { letter, mailId, send } = await anApprovedLetter();
    await send();
    await systemDb().mailDelivery.update({
      where: { id: mailId },
      data: { attempts: 1, leaseUntil: new Date(LATER.getTime() - 1) },
    });
    expect(await deliverMail(ctx(), mailId)).toBe("sent");
    const [message] = server.received;
    expect(message && headerOf(message, "Message-ID")).toBe(`<${mailId}@heard.northgate.example>`);
    expect(await sendingsOf(letter.id)).toHaveLength(1);
  });

  test("between the mail server's yes and the record makes up for the record, and sends nothing again", async () => {
    const { site, dana, given, letter, mailId, send, stateOf } = await anApprovedLetter();
    await send();
    await refuseEventsBy(dana.personId);
    expect(await deliverMail(ctx(), mailId)).toBe("failed");
    expect(server.received).toHaveLength(1);
    expect(await stateOf()).toBe("sending");
    expect(await systemDb().contact.count({ where: { caseId: given.id } })).toBe(0);
    const { acceptedAt } = await mailOf(mailId);
    expect(acceptedAt).not.toBeNull();
    await systemDb().mailDelivery.update({ where: { id: mailId }, data: { attempts: 9 } });
    await deliverMail(ctx(inMinutes(60)), mailId);
    expect(await deliveryOf(mailId)).toMatchObject({ state: "dead" });
    expect(await stateOf()).toBe("sending");
    await allowEventsAgain(dana.personId);
    const stop = () => stopMail(userCtxFor(dana, LATER), { letterId: letter.id, mailId });
    expect(await attempt(stop)).toEqual({ outcome: "CONFLICT", changed: [] });
    const admin = userCtxFor(await aViewer({ site, role: "administrator" }), inMinutes(90));
    await sendAgain(admin, { deliveryId: mailId });
    expect(await deliverMail(ctx(inMinutes(90)), mailId)).toBe("sent");
    expect(server.received).toHaveLength(1);
    expect(await sendingsOf(letter.id)).toMatchObject([{ at: acceptedAt, contact: { at: acceptedAt } }]);
  });
});

describe("what changed since the e-mail was asked for", () => {
  const AGAIN = { name: "another address", reason: "another by now" };

  test(AGAIN.name, async () => {
    const { patientId, mailId, send, stateOf } = await anApprovedLetter();
    await send();
    await systemDb().patient.update({ where: { id: patientId }, data: { email: "other@example.org" } });
    expect(await deliverMail(ctx(), mailId)).toBe("failed");
    expect(server.received).toEqual([]);
    expect(await stateOf()).toBe("approved");
    expect((await mailOf(mailId)).reason).toContain(AGAIN.reason);
  });

  test("the case", async () => {
    const { issue, mailId, send, stateOf } = await anApprovedLetter();
    await send();
    await systemDb().issue.update({ where: { id: issue.id }, data: { answer: "We looked: yes." } });
    await deliverMail(ctx(), mailId);
    expect(server.received).toEqual([]);
    expect(await stateOf()).toBe("approved");
  });

  test("whoever sent it, who cannot sign in any more", async () => {
    const { lee, mailId, send, stateOf } = await anApprovedLetter();
    await send({}, lee);
    await systemDb().person.update({ where: { id: lee.personId }, data: { deactivatedAt: LATER } });
    await deliverMail(ctx(), mailId);
    expect(server.received).toEqual([]);
    expect(await stateOf()).toBe("approved");
  });

  test("the address that the sender saw, before it is asked for", async () => {
    const { send } = await anApprovedLetter();
    expect(await attempt(() => send({ mailTo: "seen@example.org" }))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await attempt(() => send({ mailTo: undefined }))).toEqual({ outcome: "CONFLICT", changed: [] });
  });
});

describe("where a letter can go by e-mail", () => {
  const ask = (by: Awaited<ReturnType<typeof aViewer>>, caseId: string) =>
    findMailTarget(by, { caseId, kind: "resolution" }, { now: LATER });

  test.each(["x@y.org\r\nBcc: all@example.org", "not an address", "a@b.org, c@d.org"])("not to %j", async (email) => {
    const { dana, given, send } = await anApprovedLetter({ email });
    expect(await ask(dana, given.id)).toMatchObject({ address: null });
    expect(await outcomeOf(send())).toBe("CONFLICT");
  });

  test("not where an alert on the patient speaks against it, in its words", async () => {
    const { dana, given, patientId, site, mailId, send, stateOf } = await anApprovedLetter();
    const alert = (body: string) =>
      systemDb().patientAlert.create({
        data: { id: newId(), patientId, siteId: site.id, body, addedById: dana.personId, createdAt: LATER },
      });
    await alert("Hard of hearing: call the landline.");
    expect(await ask(dana, given.id)).toMatchObject({
      ...{ address: ANA, refusal: null, cautions: ["On record: Hard of hearing: call the landline."] },
    });
    await send();
    await alert("Never e-mail: the mailbox is shared.");
    expect((await ask(dana, given.id)).refusal).toBe("Not by e-mail. On record: Never e-mail: the mailbox is shared.");
    await deliverMail(ctx(), mailId);
    expect(await stateOf()).toBe("approved");
    expect(server.received).toEqual([]);
    expect((await refusalOf(send({ sendingId: newId() }))).message).toContain("the mailbox is shared");
  });

  test("to a representative at their own address, and never at the patient's", async () => {
    const { dana, site, patientId } = await anApprovedLetter();
    const reporter = { patientId, reporterKind: "representative", reporterName: "Jo Price" } as const;
    const given = await aCase({ site, ownerId: dana.personId, ...reporter });
    expect(await ask(dana, given.id)).toMatchObject({ address: null });
    await aRepresentative({ site, patientId, name: "Jo Price", email: "jo@example.org" });
    expect(await ask(dana, given.id)).toMatchObject({ address: "jo@example.org", refusal: null });
  });

  test("tells what they prefer", async () => {
    const { dana, given, patientId } = await anApprovedLetter();
    await systemDb().patient.update({ where: { id: patientId }, data: { preferredChannel: "letter" } });
    expect((await ask(dana, given.id)).cautions).toEqual(["Best way to reach the patient: letter."]);
  });
});

test("an administrator tries a waiting letter at once, and cannot revive one that was given back", async () => {
  const { site, mailId, send } = await anApprovedLetter();
  const admin = userCtxFor(await aViewer({ site, role: "administrator" }), LATER);
  await send();
  await whileServing(answering(451), () => deliverMail(ctx(), mailId));
  expect(await sendAgain(admin, { deliveryId: mailId })).toEqual({ count: 1 });
  await whileServing(answering(550), () => deliverMail(ctx(), mailId));
  expect(await outcomeOf(sendAgain(admin, { deliveryId: mailId }))).toBe("CONFLICT");
});
