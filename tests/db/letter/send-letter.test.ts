import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { listOffers } from "@/lib/follow-up/queries";
import { approveLetter, submitLetter } from "@/lib/letter/mutations/decide-letter";
import { sendLetter } from "@/lib/letter/mutations/send-letter";
import { getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import { openLetter } from "@/lib/letter/queries/printable";
import { findTold } from "@/lib/letter/queries/told";
import { type SendLetterInput, sendLetterSchema } from "@/lib/letter/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import {
  attempt,
  eventsOf,
  eventTypesOf,
  outcomeOf,
  outcomesOf,
  refusalOf,
  refuseEventsBy,
} from "../../support/evidence";
import {
  aCase,
  aLetter,
  anIssue,
  aPatient,
  aRepresentative,
  aSite,
  aViewer,
  NOW,
  userCtxFor,
} from "../../support/factories";
import { race } from "../../support/races";

const TEXT =
  "Dear Ana,\n\n## The wait was long\n\nYou were right. The wait was long, and we are sorry. We uphold this.";
const LATER = new Date(NOW.getTime() + 2 * 86_400_000);
const TODAY = LATER.toISOString().slice(0, 10);

/** An answer that is approved, by the same steps as in the app. */
async function aScene(text = TEXT, raisedBy: "patient" | "daughter" = "patient") {
  const site = await aSite();
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const lee = await aViewer({ site, role: "supervisor", name: "Lee Brandt" });
  const { id: patientId } = await aPatient({ site });
  const reporter = { patientId, reporterKind: "representative", reporterName: "Jo Price" } as const;
  const given = await aCase({ site, ownerId: dana.personId, ...(raisedBy === "daughter" && reporter) });
  const issue = await anIssue({ caseId: given.id, siteId: site.id });
  const letter = await aLetter({ of: given, authorId: dana.personId, text });
  await submitLetter(userCtxFor(dana), { letterId: letter.id, text });
  const shown = await getLetter(lee, { reference: given.reference, id: letter.id });
  const { digest } = await readFactsNow(lee, shown, NOW);
  await approveLetter(userCtxFor(lee), { letterId: letter.id, version: 1, facts: digest });
  const input: SendLetterInput = {
    ...{ sendingId: newId(), letterId: letter.id, version: 1, way: "post", sentOn: TODAY },
    ...{ toldVia: null, checkedHow: null, proof: "RR 123", note: null },
  };
  const send = (changes: Partial<SendLetterInput> = {}, by: Viewer = dana) =>
    sendLetter(userCtxFor(by, LATER), { ...input, ...changes });
  const kept = () => systemDb().letterSending.findFirst({ where: { letterId: letter.id }, include: { contact: true } });
  const stateOf = async () => (await systemDb().letter.findUniqueOrThrow({ where: { id: letter.id } })).state;
  return { site, patientId, dana, lee, given, issue, letter, input, send, kept, stateOf };
}

const DECLINED = { way: "told_otherwise", toldVia: "phone", note: "She wants no letters. I read it to her." } as const;

describe("sending a letter", () => {
  test("keeps what went out, and is heard from us on the case", async () => {
    const { dana, lee, given, letter, input, send, kept, stateOf } = await aScene();
    expect(await send()).toEqual({ letterId: letter.id, reference: given.reference });
    expect(await stateOf()).toBe("sent");
    expect(await kept()).toMatchObject({
      ...{ id: input.sendingId, text: TEXT, digest: createHash("sha256").update(TEXT).digest("hex"), way: "post" },
      ...{ authorId: dana.personId, approverId: lee.personId, sentById: dana.personId, at: LATER, proof: "RR 123" },
      contact: { direction: "outgoing", channel: "letter", outcome: "sent", party: "patient", at: LATER },
    });
    const { lastHeardAt } = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(lastHeardAt).toEqual(LATER);
    const [, , logged, sent] = await eventsOf("case", given.id);
    expect(logged?.type).toBe("contact.logged");
    expect(sent).toMatchObject({
      type: "letter.sent",
      data: { letterId: letter.id, sendingId: input.sendingId, kind: "Answer", way: "By post" },
    });
  });

  test("by hand on an earlier day counts from then", async () => {
    const { given, send, kept } = await aScene();
    const sentOn = NOW.toISOString().slice(0, 10);
    await send({ way: "handed_over", sentOn, proof: null });
    const row = await kept();
    expect(row).toMatchObject({ way: "handed_over", proof: null, contact: { channel: "letter", outcome: "sent" } });
    expect(row?.contact.at.toISOString().slice(0, 10)).toBe(sentOn);
    const { lastHeardAt } = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(lastHeardAt).toEqual(row?.contact.at);
  });

  test("to somebody who declines letters is what they were told otherwise", async () => {
    const { send, kept, stateOf } = await aScene();
    await send(DECLINED);
    expect(await stateOf()).toBe("sent");
    expect(await kept()).toMatchObject({
      ...DECLINED,
      contact: { channel: "phone", outcome: "reached", summary: DECLINED.note },
    });
  });

  test("to somebody who declines letters says how they were told, and what", () => {
    const typed = { sendingId: newId(), letterId: newId(), version: "1", way: "told_otherwise", sentOn: TODAY };
    const read = sendLetterSchema.safeParse(typed);
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual(["toldVia", "note"]);
    expect(sendLetterSchema.safeParse({ ...typed, toldVia: "letter", note: "Told." }).success).toBe(false);
  });

  test.each([
    ["supervisor", "done"],
    ["manager", "done"],
    ["associate", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("of a colleague's case as %s: %s", async (role, outcome) => {
    const { site, send } = await aScene();
    const by = await aViewer({ site, role });
    expect(await outcomeOf(send({}, by))).toBe(outcome);
  });

  test("at another site is refused", async () => {
    const { send } = await aScene();
    const other = await aViewer({ site: await aSite(), role: "manager" });
    expect(await attempt(() => send({}, other))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test.each(["draft", "for_approval", "returned"] as const)("that is %s is refused", async (state) => {
    const { dana, given, input } = await aScene();
    const { id: letterId } = await aLetter({ of: given, state, authorId: dana.personId });
    const send = () => sendLetter(userCtxFor(dana, LATER), { ...input, letterId });
    expect(await attempt(send)).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("sent twice changes nothing, and another sending of it is refused", async () => {
    const { send } = await aScene();
    await send();
    expect(await attempt(() => send())).toEqual({ outcome: "done", changed: [] });
    expect(await attempt(() => send({ proof: "RR 124" }))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await attempt(() => send({ sendingId: newId() }))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("sent by two at once is sent once", async () => {
    const { given, lee, send } = await aScene();
    const { works } = await race({ table: "Case", id: given.id }, [
      () => send(),
      () => send({ sendingId: newId() }, lee),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect(await systemDb().contact.count({ where: { caseId: given.id } })).toBe(1);
    const types = await eventTypesOf("case", given.id);
    expect(types.filter((type) => type === "letter.sent")).toHaveLength(1);
  });

  test("on a case that says something else by now is refused, and says what", async () => {
    const { issue, send } = await aScene();
    await systemDb().issue.update({ where: { id: issue.id }, data: { answer: "We looked: yes." } });
    expect(await attempt(() => send())).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(send())).message).toContain("the findings or answers");
  });

  test("of another text than the one that was seen is refused", async () => {
    const { send } = await aScene();
    expect(await attempt(() => send({ version: 2 }))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("is refused where it holds by now what must not be in it", async () => {
    const body = "The peer review found that the nurse in charge had left the ward without handing over to anybody.";
    const { dana, given, site, send } = await aScene(`${TEXT}\n\n${body}`);
    const note = { id: newId(), caseId: given.id, siteId: site.id, authorId: dana.personId, body };
    await systemDb().privilegedNote.create({ data: { ...note, idempotencyKey: newId() } });
    expect(await attempt(() => send())).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(send())).message).not.toContain("nurse in charge");
  });

  test("on a day to come, or before it was approved, is refused", async () => {
    const { send } = await aScene();
    expect(await outcomeOf(send({ sentOn: "2099-01-05" }))).toBe("INVALID");
    expect(await outcomeOf(send({ sentOn: "2001-01-05" }))).toBe("INVALID");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, send } = await aScene();
    await refuseEventsBy(dana.personId);
    expect(await attempt(() => send())).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("stands as it was sent", async () => {
    const { send, kept } = await aScene();
    await send();
    const row = await kept();
    const change = systemDb().letterSending.update({ where: { id: row?.id ?? "" }, data: { proof: "Other" } });
    await expect(change).rejects.toThrow();
  });
});

describe("what a sent letter promises", () => {
  test("is in the ledger where it names a day, and is offered where it does not", async () => {
    const promise = "We will call you within 10 days.";
    const vague = "We will send you the report.";
    const { dana, site, given, send, kept } = await aScene(`${TEXT}\n\n${promise}\n\n${vague}`);
    await send();
    const [made, ...more] = await systemDb().patientPromise.findMany({ where: { caseId: given.id } });
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      ...{ words: promise, ownerId: dana.personId, source: "found", foundWords: promise, party: "patient" },
      contactId: (await kept())?.contactId,
    });
    const offers = await listOffers(dana, { id: given.id, site: { id: site.id, zone: "UTC" } }, LATER);
    expect(offers.map(({ words }) => words)).toEqual([vague]);
  });

  test("is only offered where nobody has the case", async () => {
    const { lee, site, given, letter, send } = await aScene(`${TEXT}\n\nWe will call you within 10 days.`);
    await systemDb().case.update({ where: { id: given.id }, data: { ownerId: null } });
    // Approved anew: the contact person is nobody by now.
    const shown = await getLetter(lee, { reference: given.reference, id: letter.id });
    const { digest } = await readFactsNow(lee, shown, LATER);
    await systemDb().letter.update({ where: { id: letter.id }, data: { decidedFacts: { digest, facts: {} } } });
    await send({}, lee);
    expect(await systemDb().patientPromise.count({ where: { caseId: given.id } })).toBe(0);
    expect(await listOffers(lee, { id: given.id, site: { id: site.id, zone: "UTC" } }, LATER)).toHaveLength(1);
  });
});

describe("a letter to somebody else than the patient", () => {
  test("is not sent before it is said how they may be told, unless that is on record", async () => {
    const { send, kept, stateOf } = await aScene(TEXT, "daughter");
    await expect(send()).rejects.toMatchObject({
      details: { fieldErrors: { checkedHow: [expect.stringContaining("No authority on record for Jo Price")] } },
    });
    expect(await stateOf()).toBe("approved");
    await send({ checkedHow: "Her mother said so on the phone." });
    expect((await kept())?.contact).toMatchObject({
      ...{ party: "other", otherName: "Jo Price", mayBeTold: "yes", checkedHow: "Her mother said so on the phone." },
    });
  });

  test.each(["acknowledgement", "consent_request"] as const)("needs none where it is a %s", async (kind) => {
    const { dana, given } = await aScene(TEXT, "daughter");
    const told = await findTold(dana, { caseId: given.id, kind }, { now: LATER });
    expect(told).toEqual({
      name: "Jo Price",
      because: expect.stringContaining("says nothing about the patient's care"),
    });
  });

  test("goes out on an authority that is on record", async () => {
    const { site, patientId, send, kept } = await aScene(TEXT, "daughter");
    await aRepresentative({ site, patientId, name: "Jo Price" });
    await send();
    expect((await kept())?.contact).toMatchObject({
      mayBeTold: "yes",
      checkedHow: "On record: written consent of the patient.",
    });
  });
});

describe("the file of a letter", () => {
  test("is there once it is approved, as a PDF and for Word, and of what was sent as it was sent", async () => {
    const { dana, letter, given, send } = await aScene();
    const open = (format: "pdf" | "docx", now = LATER) => openLetter(dana, { letterId: letter.id, format }, now);
    expect((await open("pdf")).name).toBe(`${given.reference} en.pdf`);
    await send();
    const [pdf, again] = [await open("pdf"), await open("pdf", new Date(LATER.getTime() + 86_400_000))];
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe("%PDF-");
    expect(Buffer.compare(Buffer.from(pdf.bytes), Buffer.from(again.bytes))).toBe(0);
    expect(
      Buffer.from((await open("docx")).bytes)
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
  });

  test("is not there of a draft, nor for anybody of another site", async () => {
    const { dana, given, letter } = await aScene();
    const { id } = await aLetter({ of: given, authorId: dana.personId });
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    expect(await outcomeOf(openLetter(dana, { letterId: id, format: "pdf" }, NOW))).toBe("CONFLICT");
    expect(await outcomeOf(openLetter(stranger, { letterId: letter.id, format: "pdf" }, NOW))).toBe("NOT_FOUND");
    expect(await outcomeOf(openLetter(dana, { letterId: "x", format: "pdf" }, NOW))).toBe("NOT_FOUND");
  });

  test("is refused with a sentence where no font has its signs", async () => {
    const { dana, letter } = await aScene(`${TEXT}\n\n\u{10A00}`);
    const refused = await refusalOf(openLetter(dana, { letterId: letter.id, format: "pdf" }, NOW));
    expect(refused.details.fieldErrors?.text?.[0]).toContain("no font here has");
  });
});
