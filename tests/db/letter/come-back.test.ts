import { describe, expect, test } from "vitest";
import { voidContact } from "@/lib/contact/mutations/void-contact";
import { sendingCameBack } from "@/lib/letter/mutations/come-back";
import { sendLetter } from "@/lib/letter/mutations/send-letter";
import { getLetter } from "@/lib/letter/queries/letters";
import { findMailTarget } from "@/lib/letter/queries/mail-target";
import { listLettersOfCase } from "@/lib/letter/queries/of-case";
import { type SendingCameBackInput, sendLetterSchema } from "@/lib/letter/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { ANA, anApprovedLetter, LATER } from "../../support/approved-letter";
import { attempt, eventTypesOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const NEXT_WEEK = new Date(LATER.getTime() + 7 * 86_400_000);
const BACK = NEXT_WEEK.toISOString().slice(0, 10);

const PROMISING =
  "Dear Ana,\n\n## The wait was long\n\nYou were right. The wait was long. We uphold this.\n\nWe will call you within 10 days.";

/** A letter that was posted. */
async function aSentLetter({ isDecided = false } = {}) {
  const scene = await anApprovedLetter({ text: PROMISING, isDecided });
  await scene.send({ way: "post", mailTo: undefined, proof: "RR 123" });
  const { letter, mailId: sendingId, dana } = scene;
  const input: SendingCameBackInput = {
    letterId: letter.id,
    sendingId,
    returnedOn: BACK,
    reason: "Moved, no address.",
  };
  const comeBack = (changes: Partial<SendingCameBackInput> = {}, by: Viewer = dana) =>
    sendingCameBack(userCtxFor(by, NEXT_WEEK), { ...input, ...changes });
  const sendings = () =>
    systemDb().letterSending.findMany({
      where: { letterId: letter.id },
      include: { contact: true },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    });
  return { ...scene, sendingId, comeBack, sendings };
}

test("an answer whose letter came back was not given, and the case is looked into again", async () => {
  const { given, input, dana, comeBack } = await aSentLetter({ isDecided: true });
  const standing = () =>
    systemDb().case.findUniqueOrThrow({
      where: { id: given.id },
      select: { state: true, answeredAt: true, answeredVia: true, toldAt: true, lastHeardAt: true },
    });
  expect(await standing()).toMatchObject({ state: "answered", answeredVia: "letter" });
  await comeBack();
  const nothing = { answeredAt: null, answeredVia: null, toldAt: null, lastHeardAt: null };
  expect(await standing()).toEqual({ state: "investigating", ...nothing });
  expect(await eventTypesOf("case", given.id)).toContain("case.moved");
  // Nothing of the time in which they were thought to have it is given back.
  expect(await systemDb().pastAnswer.count({ where: { caseId: given.id } })).toBe(0);
  const again = {
    ...input,
    sendingId: newId(),
    way: "post",
    mailTo: undefined,
    proof: "RR 124",
    sentOn: BACK,
  } as const;
  await sendLetter(userCtxFor(dana, NEXT_WEEK), again);
  expect(await standing()).toMatchObject({ state: "answered", answeredVia: "letter" });
});

test("a letter that came back goes out again no earlier than it came back, and promises nothing twice", async () => {
  const { given, input, dana, comeBack } = await aSentLetter();
  await comeBack();
  const again = { ...input, sendingId: newId(), way: "post", mailTo: undefined, proof: "RR 124" } as const;
  const day = (days: number) => new Date(NEXT_WEEK.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const later = userCtxFor(dana, new Date(NEXT_WEEK.getTime() + 2 * 86_400_000));
  const early = await refusalOf(sendLetter(later, { ...again, sentOn: day(-1) }));
  expect(early.details.fieldErrors?.sentOn?.[0]).toContain("It came back on");
  await sendLetter(later, { ...again, sentOn: day(1) });
  expect(await systemDb().patientPromise.count({ where: { caseId: given.id } })).toBe(1);
});

test("the contact that stands for a letter is voided by saying on the letter that it came back, and not by itself", async () => {
  const { dana, sendings } = await aSentLetter();
  const [sent] = await sendings();
  const contactId = sent?.contactId ?? "";
  const alone = () => voidContact(userCtxFor(dana, NEXT_WEEK), { contactId, reason: "A slip." });
  expect(await attempt(alone)).toEqual({ outcome: "CONFLICT", changed: [] });
});

describe("a letter that came back", () => {
  test("no longer counts, stays kept as it was sent, and waits to be sent again", async () => {
    const { given, letter, dana, sendingId, comeBack, sendings, stateOf } = await aSentLetter();
    const heard = async () => (await systemDb().case.findUniqueOrThrow({ where: { id: given.id } })).lastHeardAt;
    expect(await heard()).not.toBeNull();
    expect(await comeBack()).toEqual({ letterId: letter.id, reference: given.reference });
    expect(await stateOf()).toBe("approved");
    expect(await heard()).toBeNull();
    expect(await sendings()).toMatchObject([
      {
        ...{ id: sendingId, way: "post", proof: "RR 123", text: PROMISING },
        ...{ returnedReason: "Moved, no address.", returnedById: dana.personId, returnedAt: NEXT_WEEK },
        contact: { voidedAt: NEXT_WEEK, voidReason: "The letter came back." },
      },
    ]);
    const types = await eventTypesOf("case", given.id);
    expect(types.slice(-2)).toEqual(["contact.voided", "letter.came_back"]);
    expect(await systemDb().patientPromise.count({ where: { caseId: given.id } })).toBe(1);
    const shown = await getLetter(dana, { reference: given.reference, id: letter.id });
    expect(shown).toMatchObject({
      sending: null,
      cameBack: [{ id: sendingId, returnedOn: BACK }],
      may: { send: true },
    });
    expect((await listLettersOfCase(dana, given.id))[0]?.trouble).toContain("Moved, no address. Send it another way.");
  });

  test("is sent again, and came back again", async () => {
    const { letter, input, dana, comeBack, sendings, stateOf } = await aSentLetter();
    await comeBack();
    const second = newId();
    const byHand = { ...input, sendingId: second, way: "handed_over", mailTo: undefined, sentOn: BACK } as const;
    await sendLetter(userCtxFor(dana, NEXT_WEEK), byHand);
    expect(await stateOf()).toBe("sent");
    await comeBack({ sendingId: second, reason: "They gave it back." });
    expect((await sendings()).map(({ way, returnedReason }) => ({ way, returnedReason }))).toEqual([
      { way: "post", returnedReason: "Moved, no address." },
      { way: "handed_over", returnedReason: "They gave it back." },
    ]);
    expect(letter.id).toBeTruthy();
  });

  test("tells whoever sent it, where somebody else writes it down", async () => {
    const { given, dana, lee, comeBack } = await aSentLetter();
    await comeBack({}, lee);
    const told = await systemDb().notification.findMany({ where: { caseId: given.id, type: "letter_came_back" } });
    expect(told.map(({ personId }) => personId)).toEqual([dana.personId]);
  });

  test.each([
    ["supervisor", "done"],
    ["manager", "done"],
    ["associate", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("of a colleague's case as %s: %s", async (role, outcome) => {
    const { site, comeBack } = await aSentLetter();
    const by = await aViewer({ site, role });
    expect(await outcomeOf(comeBack({}, by))).toBe(outcome);
  });

  test("of another site, or another letter, is not found", async () => {
    const { comeBack } = await aSentLetter();
    const { sendingId } = await aSentLetter();
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    expect(await attempt(() => comeBack({}, stranger))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    expect(await attempt(() => comeBack({ sendingId }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("written down twice is written down once, and other words are refused", async () => {
    const { comeBack } = await aSentLetter();
    await comeBack();
    expect(await attempt(() => comeBack())).toEqual({ outcome: "done", changed: [] });
    expect(await attempt(() => comeBack({ reason: "Other." }))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("written down by two at once is written down once", async () => {
    const { given, lee, comeBack } = await aSentLetter();
    const { works } = await race({ table: "Case", id: given.id }, [
      () => comeBack(),
      () => comeBack({ reason: "Refused at the door." }, lee),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
  });

  test("on a day to come, or before it was sent, is refused", async () => {
    const { comeBack } = await aSentLetter();
    expect(await outcomeOf(comeBack({ returnedOn: "2099-01-05" }))).toBe("INVALID");
    expect(await outcomeOf(comeBack({ returnedOn: "2001-01-05" }))).toBe("INVALID");
  });

  test("that cannot be recorded is not written down", async () => {
    const { dana, comeBack } = await aSentLetter();
    await refuseEventsBy(dana.personId);
    expect(await attempt(() => comeBack())).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("is never changed or deleted, and no second sending stands beside one", async () => {
    const { comeBack, sendings } = await aSentLetter();
    const [first] = await sendings();
    if (!first) throw new Error("nothing was sent");
    const { contact: _, findings, letterhead, ...row } = first;
    const twin = systemDb().letterSending.create({
      data: { ...row, id: newId(), findings: findings ?? [], letterhead: letterhead ?? {}, contactId: newId() },
    });
    await expect(twin).rejects.toThrow();
    const where = { id: first.id };
    const half = systemDb().letterSending.update({ where, data: { returnedReason: "x" } });
    await expect(half).rejects.toThrow();
    await comeBack();
    await expect(systemDb().letterSending.update({ where, data: { returnedReason: "x" } })).rejects.toThrow();
    await expect(systemDb().letterSending.delete({ where })).rejects.toThrow();
  });
});

describe("where Heard has no mail server", () => {
  test("no letter goes by e-mail", async () => {
    const { send, stateOf } = await anApprovedLetter();
    expect((await refusalOf(send())).message).toContain("E-mail is not set up here yet");
    expect(await stateOf()).toBe("approved");
  });

  test("one that was sent from elsewhere is written down with its proof, and its address is known to have failed", async () => {
    const { dana, given, letter, mailId, send } = await anApprovedLetter();
    await send({ way: "email_own", proof: "In the sent folder" });
    const [kept] = await systemDb().letterSending.findMany({
      where: { letterId: letter.id },
      include: { contact: true },
    });
    expect(kept).toMatchObject({
      ...{ way: "email_own", mailedTo: ANA, proof: "In the sent folder" },
      contact: { channel: "email", outcome: "sent" },
    });
    await sendingCameBack(userCtxFor(dana, NEXT_WEEK), {
      ...{ letterId: letter.id, sendingId: mailId, returnedOn: BACK, reason: "Mailbox full." },
    });
    const target = await findMailTarget(dana, { caseId: given.id, kind: "resolution" }, { now: NEXT_WEEK });
    expect(target.cautions).toEqual([expect.stringContaining("came back on")]);
  });

  test("asks for that proof", () => {
    const typed = { sendingId: newId(), letterId: newId(), version: "1", way: "email_own", sentOn: BACK, mailTo: ANA };
    expect(sendLetterSchema.safeParse(typed).error?.issues.map(({ path }) => path[0])).toEqual(["proof"]);
    expect(sendLetterSchema.safeParse({ ...typed, proof: "Sent folder" }).success).toBe(true);
  });
});
