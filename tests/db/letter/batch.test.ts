import { describe, expect, test, vi } from "vitest";
import { sweepLetterBatches } from "@/lib/letter/jobs";
import { sendingCameBack } from "@/lib/letter/mutations/come-back";
import { approveLetter, submitLetter, takeBackLetter } from "@/lib/letter/mutations/decide-letter";
import { makeBatch } from "@/lib/letter/mutations/make-batch";
import { postBatch } from "@/lib/letter/mutations/post-batch";
import { printBatch, printLostBatches } from "@/lib/letter/mutations/print-batch";
import { findBatch, listBatches, listOutgoing, listOutgoingIds, openBatch } from "@/lib/letter/queries/batches";
import { getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import { addressLinesOf, openLetter } from "@/lib/letter/queries/printable";
import type { PostBatchInput } from "@/lib/letter/schema";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import * as storage from "@/lib/platform/storage";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aLetter, anIssue, aPatient, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { readPdf } from "../../support/read-pdf";

const TEXT =
  "Dear Ana,\n\n## The wait was long\n\nYou were right. The wait was long, and we are sorry. We uphold this.";
const LATER = new Date(NOW.getTime() + 86_400_000);
const TODAY = LATER.toISOString().slice(0, 10);
const ADDRESS = "7 Rue de l'Église\n69001 Lyon\nFrance";
const HEAD = { address: "1 Main Street\nSpringfield", phone: "555-0100", email: "a@b.example" };

async function aScene() {
  const site = await aSite();
  await systemDb().site.update({ where: { id: site.id }, data: HEAD });
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const lee = await aViewer({ site, role: "supervisor", name: "Lee Brandt" });
  type Given = { address?: string | null; name?: string; text?: string; byDaughter?: boolean };
  const anApproved = async ({ address = ADDRESS, name, text = TEXT, byDaughter }: Given = {}) => {
    const { id: patientId } = await aPatient({ site, address, ...(name && { name }) });
    const daughter = { reporterKind: "representative", reporterName: name ?? "Jo Price" } as const;
    const of = await aCase({ site, patientId, ownerId: dana.personId, ...(byDaughter && daughter) });
    await anIssue({ caseId: of.id, siteId: site.id });
    const letter = await aLetter({ of, authorId: dana.personId, text });
    await submitLetter(userCtxFor(dana), { letterId: letter.id, text });
    const { digest } = await readFactsNow(lee, await getLetter(lee, { reference: of.reference, id: letter.id }), NOW);
    await approveLetter(userCtxFor(lee), { letterId: letter.id, version: 1, facts: digest });
    return { letterId: letter.id, reference: of.reference, caseId: of.id, patientId };
  };
  const make = async (letters: { letterId: string }[], by: Viewer = dana, batchId = newId()) => {
    const letterIds = letters.map(({ letterId }) => letterId);
    await makeBatch(userCtxFor(by, LATER), { batchId, siteId: site.id, letterIds, withAddressSheets: true });
    return batchId;
  };
  const detailOf = async (batchId: string, by: Viewer = lee) => {
    const found = await findBatch(by, { siteId: site.id, batchId }, new Date());
    if (!found) throw new Error("There is no such batch.");
    return found;
  };
  const post = async (batchId: string, changes: Partial<PostBatchInput> = {}, by: Viewer = dana) => {
    const { letters } = await detailOf(batchId);
    const all = letters.map(({ entryId }) => ({ entryId, proof: null }));
    return postBatch(userCtxFor(by, LATER), { batchId, sentOn: TODAY, proof: "RR 9", letters: all, ...changes });
  };
  return { site, dana, lee, anApproved, make, detailOf, post };
}

async function aPrivilegedNote(of: { caseId: string; siteId: string; authorId: string; body: string }) {
  await systemDb().privilegedNote.create({ data: { ...of, id: newId(), createdAt: NOW, idempotencyKey: newId() } });
}

const print = (batchId: string) => printBatch(systemCtx("Letters"), batchId);
const rowOf = (id: string) => systemDb().letterBatch.findUniqueOrThrow({ where: { id } });

async function textsIn(viewer: Viewer, batchId: string): Promise<string[]> {
  const { body } = await openBatch(viewer, batchId, new Date());
  return (await readPdf(Buffer.from(await new Response(body).arrayBuffer()))).texts;
}

describe("letters to send", () => {
  test("are those approved that the viewer may send: a supervisor's of the site, an owner's own, nobody else's", async () => {
    const { site, dana, lee, anApproved, make } = await aScene();
    const [first, second] = [await anApproved(), await anApproved({ address: null })];
    const other = await aViewer({ site });
    const idsFor = async (viewer: Viewer) =>
      (await listOutgoing(viewer, { siteId: site.id })).rows.map(({ id }) => id).toSorted();
    const all = [first.letterId, second.letterId].toSorted();
    expect(await idsFor(lee)).toEqual(all);
    expect(await idsFor(dana)).toEqual(all);
    expect((await listOutgoingIds(dana, site.id)).toSorted()).toEqual(all);
    expect(await idsFor(other)).toEqual([]);
    expect(await idsFor(await aViewer({ site, role: "auditor" }))).toEqual([]);
    const stranger = await aViewer({ site: await aSite(), role: "supervisor" });
    expect(await idsFor(stranger)).toEqual([]);
    await print(await make([first]));
    const { rows } = await listOutgoing(lee, { siteId: site.id });
    expect(rows.map(({ hasAddress, printedIn }) => [hasAddress, printedIn !== null]).toSorted()).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

describe("printing letters for posting", () => {
  test("makes one file, each letter after its address, on the letterhead of the site; who cannot be posted to is named", async () => {
    const { site, dana, lee, anApproved, make, detailOf } = await aScene();
    const letters = [
      await anApproved({ name: "José Núñez" }),
      await anApproved({ address: null }),
      await anApproved({ byDaughter: true }),
      await anApproved({ byDaughter: true, name: "Ana Silva" }),
      await anApproved({ name: "Lưu Thị 𠮷" }),
    ];
    const batchId = await make(letters);
    expect((await detailOf(batchId)).state).toBe("waiting");
    await print(batchId);
    const detail = await detailOf(batchId);
    expect(detail).toMatchObject({ state: "printed", total: 1, done: 1 });
    expect(detail.letters.map(({ leftOut }) => leftOut?.leftOut ?? null)).toEqual([
      ...[null, "no_address", "may_not_be_told", "may_not_be_told", "unprintable"],
    ]);
    const [cover = "", letter = "", ...more] = await textsIn(dana, batchId);
    expect(more).toEqual([]);
    for (const words of ["José Núñez", "69001 Lyon", "France", "1 Main Street", "555-0100", "a@b.example"]) {
      expect([words, cover.includes(words), letter.includes(words)]).toEqual([words, true, true]);
    }
    expect(letter).toContain("You were right.");
    expect(await eventTypesOf("site", site.id)).toEqual(["letter_batch.made", "letter_batch.printed"]);
    expect((await eventsOf("site", site.id))[0]?.data).toEqual({ batchId, letters: 2, leftOut: 3 });
    expect(await listBatches(lee, site.id, new Date())).toMatchObject([{ id: batchId, state: "printed" }]);
    expect(await systemDb().pendingFile.count({ where: { key: (await rowOf(batchId)).key ?? "" } })).toBe(0);
  });

  test("twice, or by two at once, prints once; asked for twice, it is one batch", async () => {
    const { site, dana, anApproved, make } = await aScene();
    const letter = await anApproved();
    const batchId = newId();
    await Promise.all([make([letter], dana, batchId), make([letter], dana, batchId)]);
    await make([letter], dana, batchId);
    await Promise.all([print(batchId), print(batchId), print(batchId)]);
    const { key } = await rowOf(batchId);
    await print(batchId);
    expect((await rowOf(batchId)).key).toBe(key);
    expect(await eventTypesOf("site", site.id)).toEqual(["letter_batch.made", "letter_batch.printed"]);
  });

  test("goes on where a worker was killed, once that is sure, and whoever was overtaken leaves nothing", async () => {
    const { anApproved, make } = await aScene();
    const batchId = await make([await anApproved()]);
    await systemDb().letterBatch.update({ where: { id: batchId }, data: { claimId: newId(), beatAt: new Date() } });
    await print(batchId);
    expect((await rowOf(batchId)).printedAt).toBeNull();
    const longAgo = new Date(Date.now() - 180_000);
    await systemDb().letterBatch.update({ where: { id: batchId }, data: { beatAt: longAgo } });
    expect(await printLostBatches(systemCtx("Letters"))).toBeGreaterThan(0);
    expect((await rowOf(batchId)).printedAt).not.toBeNull();
  });

  test("is given up where its worker died each time", async () => {
    const { anApproved, make } = await aScene();
    const batchId = await make([await anApproved()]);
    const longAgo = new Date(Date.now() - 180_000);
    await systemDb().letterBatch.update({
      where: { id: batchId },
      data: { attempts: 3, claimId: newId(), beatAt: longAgo },
    });
    await print(batchId);
    expect(await rowOf(batchId)).toMatchObject({ attempts: 3, printedAt: null, failedAt: expect.any(Date) });
  });

  test("is said to go on while its file is stored, however long that takes", async () => {
    const { anApproved, make } = await aScene();
    const batchId = await make([await anApproved()]);
    const longAgo = new Date(Date.now() - 180_000);
    const folder = storage.store();
    const slow = vi.spyOn(storage, "store").mockImplementation(() => ({
      ...folder,
      put: async (...given) => {
        await systemDb().letterBatch.update({ where: { id: batchId }, data: { beatAt: longAgo } });
        await vi.waitFor(async () => expect((await rowOf(batchId)).beatAt).not.toEqual(longAgo), { timeout: 15_000 });
        return folder.put(...given);
      },
    }));
    await print(batchId);
    slow.mockRestore();
    expect((await rowOf(batchId)).printedAt).not.toBeNull();
  });

  test("leaves out what holds by now what must not leave the house, or is not filled in, or is on its way", async () => {
    const { site, dana, anApproved, make, detailOf } = await aScene();
    const [same, mailed] = [await anApproved(), await anApproved()];
    const of = await aCase({ site, patientId: same.patientId, ownerId: dana.personId });
    const bare = { text: `${TEXT}\n\n{{answer 1}}`, authorId: dana.personId, state: "approved" } as const;
    const open = { letterId: (await aLetter({ of, ...bare })).id, reference: of.reference };
    const body = "The peer review found that the nurse in charge had left the ward without handing over to anybody.";
    const quoting = await anApproved({ text: `${TEXT}\n\n${body}` });
    await aPrivilegedNote({ caseId: quoting.caseId, siteId: site.id, authorId: dana.personId, body });
    await systemDb().letter.update({ where: { id: mailed.letterId }, data: { state: "sending" } });
    const { letters } = await detailOf(await make([same, open, mailed, quoting]));
    const leftOut = new Map(letters.map((letter) => [letter.reference, letter.leftOut]));
    expect([same, open, mailed, quoting].map(({ reference }) => leftOut.get(reference))).toEqual([
      null,
      { leftOut: "blocked", why: expect.stringContaining("{{answer 1}}") },
      { leftOut: "not_approved", why: "It is on its way by e-mail." },
      { leftOut: "blocked", why: expect.stringContaining("privileged note") },
    ]);
  });

  test("of which nothing can go out is refused with the reason, and nothing is made", async () => {
    const { anApproved, make } = await aScene();
    const letter = await anApproved({ address: " " });
    expect((await refusalOf(make([letter]))).message).toMatch(/None of these.*no address/);
    expect((await attempt(() => make([letter]))).changed).toEqual([]);
  });

  test("leaves out what the case no longer says, since nobody could record it as posted", async () => {
    const { anApproved, make, detailOf } = await aScene();
    const [changed, same] = [await anApproved(), await anApproved()];
    await systemDb().issue.updateMany({
      where: { caseId: changed.caseId },
      data: { summary: "The wait was very long" },
    });
    const { letters } = await detailOf(await make([changed, same]));
    expect(letters.map(({ reference, leftOut }) => [reference, leftOut?.leftOut ?? null]).toSorted()).toEqual(
      [
        [changed.reference, "case_changed"],
        [same.reference, null],
      ].toSorted(),
    );
    expect(letters.find(({ leftOut }) => leftOut)?.leftOut?.why).toContain("the findings or answers");
  });

  test("prints no letter that was taken back since, and says so where none is left", async () => {
    const { dana, anApproved, make, detailOf } = await aScene();
    const letter = await anApproved();
    const batchId = await make([letter]);
    await takeBackLetter(userCtxFor(dana), letter);
    await print(batchId);
    expect(await detailOf(batchId)).toMatchObject({
      state: "failed",
      letters: [{ leftOut: { leftOut: "not_approved" } }],
    });
    expect(await outcomeOf(openBatch(dana, batchId, new Date()))).toBe("NOT_FOUND");
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("of somebody else's case, as %s: %s", async (role, outcome) => {
    const { site, anApproved, make } = await aScene();
    const letter = await anApproved();
    expect((await attempt(async () => make([letter], await aViewer({ site, role })))).outcome).toBe(outcome);
  });

  test("of another site is not found, and undone where it cannot be recorded", async () => {
    const { dana, anApproved, make } = await aScene();
    const letter = await anApproved();
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    expect(await outcomeOf(make([letter], stranger))).toBe("NOT_FOUND");
    await refuseEventsBy(dana.personId);
    await expect(make([letter])).rejects.toThrow();
    expect(await systemDb().letterBatchEntry.count({ where: { letterId: letter.letterId } })).toBe(0);
  });

  test("its file is handed to whoever had it printed and whoever decides there, until its day", async () => {
    const { site, dana, lee, anApproved, make } = await aScene();
    const batchId = await make([await anApproved()]);
    await print(batchId);
    const openedBy = async (viewer: Viewer, now = new Date()) => outcomeOf(openBatch(viewer, batchId, now));
    expect([await openedBy(dana), await openedBy(lee)]).toEqual(["done", "done"]);
    for (const role of ["associate", "auditor", "administrator", "responder"] as const) {
      expect([role, await openedBy(await aViewer({ site, role }))]).toEqual([role, "NOT_FOUND"]);
    }
    expect(await openedBy(await aViewer({ site: await aSite(), role: "manager" }))).toBe("NOT_FOUND");
    expect(await openedBy(dana, new Date(Date.now() + 15 * 86_400_000))).toBe("NOT_FOUND");
  });
});

test("the sweep removes files whose day has come, and leaves the others and what was in them", async () => {
  const { dana, anApproved, make, detailOf } = await aScene();
  const [old, young] = [await make([await anApproved()]), await make([await anApproved()])];
  await print(old);
  await print(young);
  const { key } = await rowOf(old);
  const past = new Date(Date.now() - 3_600_000);
  await systemDb().letterBatch.update({ where: { id: old }, data: { expiresAt: past } });
  await runJob("sweepLetterBatches", sweepLetterBatches);
  await runJob("sweepLetterBatches", sweepLetterBatches);
  expect(await rowOf(old)).toMatchObject({ key: null, sweptAt: expect.any(Date) });
  await expect(storage.store().open(key ?? "")).rejects.toThrow();
  expect(await outcomeOf(openBatch(dana, old, new Date(past.getTime() - 1)))).toBe("NOT_FOUND");
  expect(await detailOf(old)).toMatchObject({ state: "printed", keptUntil: null, letters: { length: 1 } });
  expect(await textsIn(dana, young)).toHaveLength(2);
});

test("the address of a patient is for the patient alone, also where somebody of the same name asks for them", () => {
  const patient = { name: "Ana Silva", address: " 7 Mill Lane\n\nLyon " };
  expect(addressLinesOf({ reporterKind: "patient", reporterName: null, patient })).toEqual([
    ...["Ana Silva", "7 Mill Lane", "Lyon"],
  ]);
  expect(addressLinesOf({ reporterKind: "visitor", reporterName: "Ana Silva", patient })).toEqual(["Ana Silva"]);
});

describe("recording a batch as posted", () => {
  test("sends each letter with what it was printed with, and its own proof where it has one", async () => {
    const { site, dana, anApproved, make, detailOf, post } = await aScene();
    const [first, second] = [await anApproved(), await anApproved()];
    const batchId = await make([first, second]);
    await print(batchId);
    await systemDb().patient.update({ where: { id: first.patientId }, data: { address: "Elsewhere\nNowhere" } });
    await systemDb().site.update({ where: { id: site.id }, data: { phone: "555-0100", email: "new@b.example" } });
    const { letters } = await detailOf(batchId);
    const own = letters.map(({ entryId }, index) => ({ entryId, proof: index === 0 ? "RR 1" : null }));
    expect(await post(batchId, { letters: own })).toMatchObject({ posted: { length: 2 }, refused: [] });
    const sent = await systemDb().letterSending.findMany({ where: { siteId: site.id }, orderBy: { proof: "asc" } });
    expect(sent.map(({ way, proof }) => [way, proof])).toEqual([
      ["post", "RR 1"],
      ["post", "RR 9"],
    ]);
    for (const { addressLines, letterhead } of sent) {
      expect(addressLines.slice(1)).toEqual(ADDRESS.split("\n"));
      expect(letterhead).toMatchObject({ footer: "a@b.example", dated: TODAY });
    }
    const { bytes } = await openLetter(dana, { letterId: first.letterId, format: "pdf" }, new Date());
    const [page = ""] = (await readPdf(bytes)).texts;
    expect([page.includes("69001 Lyon"), page.includes("a@b.example")]).toEqual([true, true]);
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      ...{ type: "letter_batch.posted", data: { batchId, letters: 2 } },
    });
    expect(await eventTypesOf("case", first.caseId)).toContain("letter.sent");
  });

  test("twice records nothing anew", async () => {
    const { site, anApproved, make, post } = await aScene();
    const batchId = await make([await anApproved()]);
    await print(batchId);
    const [first, again] = [await post(batchId), await post(batchId)];
    expect(again).toEqual(first);
    expect(await systemDb().letterSending.count({ where: { siteId: site.id } })).toBe(1);
    expect((await eventTypesOf("site", site.id)).filter((type) => type === "letter_batch.posted")).toHaveLength(1);
  });

  test("refuses by name what was taken back since, and records the others", async () => {
    const { dana, anApproved, make, detailOf, post } = await aScene();
    const [first, second] = [await anApproved(), await anApproved()];
    const batchId = await make([first, second]);
    await print(batchId);
    await takeBackLetter(userCtxFor(dana), first);
    const { posted, refused } = await post(batchId);
    expect(posted).toEqual([second.reference]);
    expect(refused).toEqual([{ reference: first.reference, why: expect.stringContaining("is a draft again") }]);
    expect((await detailOf(batchId)).letters.map(({ isPosted, hasChanged }) => [isPosted, hasChanged])).toEqual(
      expect.arrayContaining([
        [false, true],
        [true, false],
      ]),
    );
  });

  test("records what was posted although its case changed after printing, or is somebody else's, and says so", async () => {
    const { site, dana, anApproved, make, post } = await aScene();
    const [first, second] = [await anApproved(), await anApproved()];
    const batchId = await make([first, second]);
    await print(batchId);
    const other = await aViewer({ site, name: "Noor Haddad" });
    await systemDb().case.update({ where: { id: first.caseId }, data: { ownerId: other.personId } });
    await systemDb().issue.updateMany({ where: { caseId: first.caseId }, data: { summary: "Waiting" } });
    const body = `The lawyers say: ${TEXT}`;
    await aPrivilegedNote({ caseId: first.caseId, siteId: site.id, authorId: dana.personId, body });
    const result = await post(batchId);
    expect([result.posted.toSorted(), result.refused]).toEqual([[first.reference, second.reference].toSorted(), []]);
    expect(result.changed).toEqual([
      { reference: first.reference, why: expect.stringMatching(/findings or answers and the contact person.*checks/) },
    ]);
    const [sending] = await systemDb().letterSending.findMany({ where: { letterId: first.letterId } });
    expect(sending).toMatchObject({ note: result.changed[0]?.why, sentById: dana.personId });
    expect(sending?.findings).toContainEqual(expect.stringMatching(/^forbidden-privileged/));
    const sent = async (id: string) => (await eventsOf("case", id)).find(({ type }) => type === "letter.sent")?.data;
    expect([await sent(first.caseId), await sent(second.caseId)]).toMatchObject([{ hasChanged: true }, {}]);
    expect(await sent(second.caseId)).not.toHaveProperty("hasChanged");
    expect(await post(batchId)).toEqual(result);
  });

  test("of which a letter came back, it is neither posted nor to be posted, and waits to be printed anew", async () => {
    const { site, dana, anApproved, make, detailOf, post } = await aScene();
    const letter = await anApproved();
    const batchId = await make([letter]);
    await print(batchId);
    await post(batchId);
    const { id: sendingId } = await systemDb().letterSending.findFirstOrThrow({ where: { siteId: site.id } });
    const back = { letterId: letter.letterId, sendingId, returnedOn: TODAY, reason: "Moved." };
    await sendingCameBack(userCtxFor(dana, LATER), back);
    const standing = { isPosted: false, cameBack: true, hasChanged: false, proof: "RR 9" };
    expect((await detailOf(batchId)).letters).toMatchObject([standing]);
    expect((await listOutgoing(dana, { siteId: site.id })).rows).toMatchObject([{ printedIn: null }]);
    const { posted, refused } = await post(batchId);
    expect([posted, refused]).toMatchObject([[], [{ why: expect.stringContaining("came back") }]]);
    expect((await detailOf(batchId)).letters).toMatchObject([standing]);
  });

  test("before it is printed, or on a day that cannot be, is refused beside the day", async () => {
    const { anApproved, make, post } = await aScene();
    const batchId = await make([await anApproved()]);
    expect(await outcomeOf(post(batchId))).toBe("CONFLICT");
    await print(batchId);
    for (const sentOn of ["2030-01-01", "2020-01-01"]) {
      expect((await refusalOf(post(batchId, { sentOn }))).details.fieldErrors).toHaveProperty("sentOn");
    }
  });

  test("is not for who does not see the batch, and each letter asks for its own permission", async () => {
    const { site, lee, anApproved, make, post } = await aScene();
    const batchId = await make([await anApproved()], lee);
    await print(batchId);
    expect(await outcomeOf(post(batchId, {}, await aViewer({ site })))).toBe("NOT_FOUND");
    expect(await outcomeOf(post(batchId, {}, await aViewer({ site: await aSite(), role: "manager" })))).toBe(
      "NOT_FOUND",
    );
    expect(await post(batchId, {}, lee)).toMatchObject({ posted: { length: 1 } });
  });
});
