import { describe, expect, test } from "vitest";
import { waitOnCase } from "@/lib/case/mutations/move-case";
import { addNote } from "@/lib/contact/mutations/add-note";
import { recordEvent } from "@/lib/events/record";
import type { HeardEvent } from "@/lib/events/schema";
import { printCase } from "@/lib/export/mutations/print-case";
import { readCaseFile } from "@/lib/export/queries/case-file";
import { caseFileDocument } from "@/lib/export/rules/case-file";
import { planFollowUp } from "@/lib/follow-up/mutations/plan-follow-up";
import { systemCtx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { askUnit } from "@/lib/request/mutations/ask-unit";
import { withdrawRequest } from "@/lib/request/mutations/settle-request";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aLetter,
  anAttempt,
  anEscalation,
  anIssue,
  aPatient,
  aSite,
  askUnitInput,
  aUnit,
  aViewer,
  NOW,
  planFollowUpInput,
  userCtxFor,
} from "../../support/factories";
import { readPdf } from "../../support/read-pdf";
import { aSentLetter } from "../../support/sent-letter";

type Role = "associate" | "supervisor" | "manager" | "administrator" | "responder" | "auditor";

const WORDS = "等了很久。 Nobody came 🙈.";

async function aFile() {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "manager", name: "Dana Moreau" });
  const { id: patientId } = await aPatient({ site, name: "فاطمة Núñez", recordNumber: "MRN-77" });
  const given = await aCase({ site, patientId, ownerId: viewer.personId, state: "investigating", words: WORDS });
  await anIssue({ caseId: given.id, siteId: site.id, summary: "The wait", finding: "upheld", answer: "We were late." });
  const note = async (body: string) => addNote(userCtxFor(viewer), { idempotencyKey: newId(), caseId: given.id, body });
  return { site, viewer, given, note };
}

async function draftsOn(of: { id: string; siteId: string; loggedById: string }, count: number): Promise<void> {
  const by = { authorId: of.loggedById, savedById: of.loggedById, createdAt: NOW, savedAt: NOW };
  const words = { kind: "resolution", language: "en", text: "Dear Ana", template: "Answer, English" } as const;
  const draft = () => ({ ...words, ...by, caseId: of.id, siteId: of.siteId, id: newId(), idempotencyKey: newId() });
  await systemDb().letter.createMany({ data: Array.from({ length: count }, draft) });
}

async function tellOf(of: { id: string; siteId: string }, event: HeardEvent): Promise<void> {
  const ctx = systemCtx("Heard");
  await withTransaction(ctx, (tx) =>
    recordEvent(tx, ctx, { subject: { noun: "case", id: of.id }, siteId: of.siteId, event }),
  );
}

async function printed(viewer: Viewer, reference: string, withNotes = true) {
  const { bytes, name } = await printCase(userCtxFor(viewer), { reference, withNotes });
  const pdf = await readPdf(bytes);
  const words = pdf.texts
    .join("\n")
    .replaceAll(/[\u2066-\u2069\u200e\u200f]/g, "")
    .replaceAll(/\s+/g, " ");
  return { ...pdf, words, name };
}

describe("the file of a case", () => {
  test("holds the case, the patient, their words, the answers and what happened, whatever it is written in", async () => {
    const { viewer, given, note } = await aFile();
    await note("Rang the ward.");
    await anEscalation({ caseId: given.id, siteId: given.siteId });
    const { words, isTagged, title, elements, name } = await printed(viewer, given.reference);
    for (const part of [
      `Case file ${given.reference}`,
      "فاطمة",
      "Núñez",
      "MRN-77",
      "等了很久",
      "[U+1F648]",
      "We were late.",
      "Upheld",
      "Rang the ward.",
      "Needs a decision today.",
    ]) {
      expect(words).toContain(part);
    }
    expect(words).toMatch(/Page 1 of \d+/);
    expect(words).toContain("Printed by Dana Moreau, ");
    expect(isTagged).toBe(true);
    expect(title).toContain(given.reference);
    expect(elements).toContain("H2: Issues and answers");
    expect(name).toBe(`${given.reference}-complete-internal.pdf`);
  });

  test("without internal notes says how many it leaves out; what is privileged is in neither", async () => {
    const { viewer, given, note } = await aFile();
    await note("Between us.");
    const privileged = { id: newId(), caseId: given.id, siteId: given.siteId, authorId: viewer.personId };
    await systemDb().privilegedNote.create({
      data: { ...privileged, body: "Peer review words.", createdAt: NOW, idempotencyKey: newId() },
    });
    const [whole, part] = [await printed(viewer, given.reference), await printed(viewer, given.reference, false)];
    expect(whole.words).toContain("Between us.");
    expect(part.words).not.toContain("Between us.");
    expect(part.words).toContain("2 entries are left out");
    expect(part.name).toBe(`${given.reference}-without-internal-notes.pdf`);
    for (const { words } of [whole, part]) expect(words).not.toContain("Peer review words.");
    const told = (await eventsOf("case", given.id)).filter(({ type }) => type === "case.printed");
    expect(told.map(({ data, actorName }) => [data, actorName])).toEqual([
      [{ isComplete: true }, "Dana Moreau"],
      [{ isComplete: false }, "Dana Moreau"],
    ]);
  });

  test("without internal notes holds no word that colleagues wrote to each other, and the letters that went out", async () => {
    const { site, viewer, given } = await aFile();
    const ctx = userCtxFor(viewer);
    const unit = await aUnit(site, "Ward 7");
    const { requestId } = await askUnit(
      ctx,
      askUnitInput({ caseId: given.id, unitId: unit.id, question: "Who slept?" }),
    );
    await withdrawRequest(ctx, { requestId, reason: "Dana was wrong to ask." });
    await anEscalation({ caseId: given.id, siteId: given.siteId });
    await aLetter({ of: given, text: "Dear Ana, a draft." });
    const { followUpId } = await planFollowUp(ctx, planFollowUpInput(given.id, { what: "Mind the temper." }));
    const followUp = await systemDb().followUp.findUniqueOrThrow({ where: { id: followUpId } });
    await anAttempt(followUp, { note: "Hung up on me." });
    const wait = { waitingFor: "unit", reason: "The ward drags its feet.", until: null } as const;
    await waitOnCase(ctx, { caseId: given.id, expectedState: "investigating", ...wait });
    await aSentLetter({ of: given });
    const [whole, part] = [await printed(viewer, given.reference), await printed(viewer, given.reference, false)];
    const between = ["Who slept?", "Dana was wrong to ask.", "Needs a decision today.", "Dear Ana, a draft."];
    between.push("Mind the temper.", "Hung up on me.", "The ward drags its feet.");
    for (const words of between) {
      expect(whole.words).toContain(words);
      expect(part.words).not.toContain(words);
    }
    // Nor that colleagues were asked, that somebody above decides, how grave it is, or who had it when.
    const [gave, took] = [
      { fromName: "Ana", toName: "Bo" },
      { fromName: "Bo", toName: "Ana" },
    ];
    const ids = { fromId: viewer.personId, toId: viewer.personId };
    const logged = { reference: given.reference, kind: "complaint", channel: "phone", severity: 3, unit: "Ward 7" };
    await tellOf(given, { type: "case.logged", data: logged });
    await tellOf(given, { type: "case.assigned", data: { ...ids, ...gave } });
    await tellOf(given, { type: "case.assignment_undone", data: { ...ids, ...took } });
    const again = await printed(viewer, given.reference, false);
    for (const word of [
      "scalat",
      "Severity",
      "Waiting",
      "Ward 7",
      "Requests",
      "Follow-up",
      "Ana again",
      "gave this case",
    ])
      expect(again.words).not.toContain(word);
    for (const word of ["State: Open", "Dear Ana, Thank you.", "Without internal notes", "logged this case"])
      expect(again.words).toContain(word);
  });

  test("an answer that they do not have yet is in no copy for them", async () => {
    const { viewer, given } = await aFile();
    expect((await printed(viewer, given.reference, false)).words).not.toContain("We were late.");
    await systemDb().case.update({
      where: { id: given.id },
      data: { state: "answered", answeredAt: NOW, answeredVia: "phone" },
    });
    expect((await printed(viewer, given.reference, false)).words).toContain("We were late.");
  });

  test("says so where there are more letters than it holds", async () => {
    const { viewer, given } = await aFile();
    await draftsOn(given, 1_000);
    const read = () => readCaseFile(viewer, given.reference, NOW);
    expect((await read()).leftOut).toEqual([]);
    await draftsOn(given, 1);
    const file = await read();
    expect(file.letters).toHaveLength(1_000);
    expect(file.leftOut).toEqual([{ what: "letters", told: "letters: 1000 of 1001 were read for this file." }]);
    const [, , , told] = caseFileDocument({ ...file, letters: [] }, { withNotes: true }).blocks;
    expect(JSON.stringify(told)).toContain("Not all letters: 1000 of 1001 were read for this file.");
  });

  test("holds every entry of a long case, in their order, and no change of the case comes of it", async () => {
    const { viewer, given, note } = await aFile();
    for (let index = 1; index <= 130; index++) await note(`Entry number ${index}.`);
    const before = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    const { words, pages } = await printed(viewer, given.reference);
    const found = [...words.matchAll(/Entry number (\d+)\./g)].map(([, number]) => Number(number));
    expect(found).toEqual(Array.from({ length: 130 }, (_, index) => index + 1));
    expect(words).toContain(`Page ${pages} of ${pages}`);
    expect(await systemDb().case.findUniqueOrThrow({ where: { id: given.id } })).toEqual(before);
  }, 60_000);

  test.each<[Role, string]>([
    ["associate", "done"],
    ["supervisor", "done"],
    ["auditor", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ])("by %s: %s", async (role, outcome) => {
    const { site, given } = await aFile();
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect(await outcomeOf(printCase(ctx, { reference: given.reference, withNotes: true }))).toBe(outcome);
  });

  test("of another site is not found, and none is printed that cannot be written down", async () => {
    const { viewer, given } = await aFile();
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    const print = (by: Viewer) => printCase(userCtxFor(by), { reference: given.reference, withNotes: true });
    expect(await outcomeOf(print(stranger))).toBe("NOT_FOUND");
    await refuseEventsBy(viewer.personId);
    expect(await attempt(() => print(viewer))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
