import { describe, expect, test } from "vitest";
import { mergeCases, unmergeCases } from "@/lib/case-join/mutations/merge-cases";
import { createContact, PLAIN_CONTACT } from "@/lib/contact/mutations/log-contact";
import { recordEvent } from "@/lib/events/record";
import { readCaseFile } from "@/lib/export/queries/case-file";
import { caseFileDocument } from "@/lib/export/rules/case-file";
import type { CaseFile } from "@/lib/export/types";
import { keepPromise } from "@/lib/follow-up/mutations/settle-promise";
import { plainText } from "@/lib/letter/rules/document";
import { systemCtx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { CaseOutcome, ReporterKind } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import {
  aCase,
  aChargeLine,
  aDispute,
  anIssue,
  aPatient,
  aPromise,
  aRepresentative,
  aSite,
  aViewer,
  type CaseGiven,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { aSentLetter } from "../../support/sent-letter";

/** The words of the copy that may go out. */
async function copyOf(viewer: Viewer, reference: string, change: Partial<CaseFile> = {}): Promise<string> {
  const file = { ...(await readCaseFile(viewer, reference, NOW)), ...change };
  return plainText(caseFileDocument(file, { withNotes: false })).replaceAll(/[\u2066-\u2069\u200e\u200f]/g, "");
}

async function aPlace() {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "manager" });
  const { id: patientId } = await aPatient({ site, name: "Ana Núñez", email: "ana@home.example" });
  return { site, viewer, patientId, own: { ownerId: viewer.personId, state: "investigating" as const } };
}

const PATIENT = { reporterKind: "patient" } as const;

/** A call with the patient, or with somebody who, as whoever logged it found, may be told. */
async function aCallWith(viewer: Viewer, caseId: string, otherName: string | null) {
  const whom = otherName && ({ party: "other", otherName, mayBeTold: "yes", checkedHow: "They raised it." } as const);
  const summary = `Rang ${otherName ?? "the patient"}.`;
  const call = { direction: "outgoing", channel: "phone", outcome: "reached", summary } as const;
  const when = { at: null, atTurn: null, minutes: null, isAcknowledgement: false };
  const ctx = userCtxFor(viewer);
  const contact = { idempotencyKey: newId(), caseId, ...call, ...when, ...PLAIN_CONTACT, ...whom };
  await withTransaction(ctx, (tx) => createContact(tx, ctx, contact));
}

/** What the timeline has of the letters that went out. */
async function tellOfLetters(of: { id: string; siteId: string }) {
  const ctx = systemCtx("Heard");
  const sendings = await systemDb().letterSending.findMany({ where: { caseId: of.id } });
  await withTransaction(ctx, async (tx) => {
    for (const { id: sendingId, letterId } of sendings) {
      const event = { type: "letter.sent", data: { letterId, sendingId, kind: "Answer", way: "By e-mail" } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "case", id: of.id }, siteId: of.siteId, event });
    }
  });
}

describe("whom the copy for outside names", () => {
  test.each<[ReporterKind, authority: string, isNamed: boolean]>([
    ["visitor", "none", false],
    ["staff", "none", false],
    // Who is on record as speaking for the patient raised it for themselves all the same.
    ["visitor", "on record", false],
    ["representative", "none", false],
    ["representative", "ran out", false],
    ["representative", "on record", true],
  ])("of a case that a %s raised, authority %s, it names them: %s", async (reporterKind, authority, isNamed) => {
    const { site, viewer, patientId, own } = await aPlace();
    const expiresOn = authority === "ran out" ? new Date("2026-05-11") : null;
    if (authority !== "none") await aRepresentative({ site, patientId, expiresOn });
    const raised = { reporterKind, reporterName: "Jo Price", reporterContact: "jo@work.example" };
    const given = await aCase({ site, patientId, ...own, ...raised });
    const byMail = { of: given, way: "email" } as const;
    const to = { otherName: "Jo Price", addressLines: ["Jo Price"], mailedTo: "jo@work.example" };
    await aSentLetter({ ...byMail, kind: "acknowledgement", text: "Dear Jo Price,\n\nWe heard you.", ...to });
    await aSentLetter({ ...byMail, text: "Dear Ana,\n\nThank you.", mailedTo: "ana@home.example" });
    await tellOfLetters(given);
    await aCallWith(viewer, given.id, "Jo Price");
    const words = await copyOf(viewer, given.reference);
    expect(words).toContain("To: ana@home.example");
    expect(words).not.toContain("jo@work.example");
    const named = ["With: Jo Price", "Rang Jo Price", "Dear Jo Price", "To: Jo Price", "a representative, Jo"];
    expect(named.filter((each) => words.includes(each))).toEqual(isNamed ? named : []);
    expect(words.includes("What is somebody else's is left out: 1 letter.")).toBe(!isNamed);
    expect(words.match(/sent a letter/g)).toHaveLength(isNamed ? 2 : 1);
  });

  test("of a case without a patient, whoever raised it for themselves is not named as one", async () => {
    const { site, viewer, own } = await aPlace();
    const visitor = { reporterKind: "visitor", reporterName: "Vic Torr" } as const;
    const given = await aCase({ site, ...own, ...visitor });
    await aSentLetter({ of: given, text: "Dear Vic Torr,\n\nThank you.", addressLines: ["Vic Torr"] });
    await aPromise({ of: given, words: "A call back." });
    const words = await copyOf(viewer, given.reference);
    expect(words).not.toContain("Vic Torr");
    expect(words).toContain("To: whoever raised it");
    const patient = { reporterKind: "patient", reporterName: "Ana Núñez" } as const;
    const other = await aCase({ site, ...own, ...patient });
    await aSentLetter({ of: other, text: "Dear Ana Núñez,\n\nThank you.", addressLines: ["Ana Núñez"] });
    expect(await copyOf(viewer, other.reference)).toContain("Dear Ana Núñez");
  });
});

test.each([
  ["Ana Núñez", " with Ana Núñez"],
  ["Jo Price", " with Jo Price"],
  ["Vic Torr", ""],
])("a payment plan that was agreed with %s is told as agreed%s", async (agreedWith, told) => {
  const { site, viewer, patientId, own } = await aPlace();
  await aRepresentative({ site, patientId });
  const given = await aCase({ site, patientId, ...own, ...PATIENT });
  await aDispute({ site, caseId: given.id });
  const { dispute } = await readCaseFile(viewer, given.reference, NOW);
  const parts = [{ id: newId(), dueOn: "2026-06-01", amount: 500 }];
  const plan = { id: newId(), total: 500, agreedOn: "2026-05-12", agreedWith, parts, mismatch: null };
  const words = await copyOf(viewer, given.reference, { dispute: dispute && { ...dispute, plan } });
  expect(words).toMatch(new RegExp(`Payment plan: .*, agreed 12 May 2026${told}: `));
});

describe("who the copy says may be told", () => {
  const YESTERDAY = new Date("2026-05-11");

  test.each<[string, Partial<Parameters<typeof aRepresentative>[0]>, told: string | null]>([
    ["holds", {}, "Jo Price: daughter; Written consent of the patient; everything about the patient"],
    ["ends soon", { expiresOn: new Date("2026-05-13") }, "everything about the patient"],
    ["is about some of it", { extent: "as_agreed", agreed: "The bill." }, "what was agreed: The bill"],
    ["has ended", { endedAt: NOW, endedReason: "A quarrel." }, null],
    ["ran out", { expiresOn: YESTERDAY }, null],
    ["has not begun", { startsOn: new Date("2026-05-13") }, null],
    ["nobody has seen", { seenOn: null, seenById: null }, null],
    ["is out of place while they live", { basis: "executor" }, null],
  ])("by an authority that %s", async (_, authority, told) => {
    const { site, viewer, patientId, own } = await aPlace();
    const ended = authority.endedAt ? { endedById: viewer.personId } : {};
    await aRepresentative({ site, patientId, relation: "daughter", ...authority, ...ended });
    const { reference } = await aCase({ site, patientId, ...own, ...PATIENT });
    const words = await copyOf(viewer, reference);
    expect(words.includes("Jo Price")).toBe(told !== null);
    expect(words).toContain(told ?? reference);
  });

  test("by an authority for one case, in the copy of that case alone", async () => {
    const { site, viewer, patientId, own } = await aPlace();
    const [one, other] = [
      await aCase({ site, patientId, ...own, ...PATIENT }),
      await aCase({ site, patientId, ...own, ...PATIENT }),
    ];
    await aRepresentative({ site, patientId, extent: "this_case", caseId: one.id });
    expect(await copyOf(viewer, one.reference)).toContain(`about ${one.reference} only`);
    expect(await copyOf(viewer, other.reference)).not.toContain("Jo Price");
  });
});

/** A case of Ana and another about the same event, merged into it, with an issue and a promise each and a contact and a letter there. */
async function aMergedPair({ of }: { of: "somebody else" | "the same patient" | "nobody" }) {
  const { site, viewer, patientId, own } = await aPlace();
  const survivor = await aCase({ site, patientId, ...own, ...PATIENT });
  const other = await aPatient({ site, name: "Ben Okafor" });
  const whose = { "somebody else": other.id, "the same patient": patientId, nobody: null }[of];
  const merged = await aCase({ site, patientId: whose, ...own, ...PATIENT });
  const ctx = userCtxFor(viewer);
  await anIssue({ caseId: survivor.id, siteId: site.id, summary: "Ana fell." });
  await anIssue({ caseId: merged.id, siteId: site.id, summary: "They saw a fall." });
  await aPromise({ of: survivor, words: "To call Ana." });
  const { id: promiseId } = await aPromise({ of: merged, words: "To call the other." });
  await aCallWith(viewer, merged.id, null);
  await aSentLetter({ of: merged, kind: "acknowledgement", text: "We heard of the fall." });
  const mergeId = newId();
  await mergeCases(ctx, { mergeId, caseId: merged.id, into: survivor.reference, reason: "One fall, told twice." });
  return { viewer, ctx, survivor, merged, mergeId, promiseId };
}

describe("what came with a case that was merged into this one", () => {
  test.each(["somebody else", "nobody"] as const)("is left out where that was %s's, and counted", async (of) => {
    const { viewer, ctx, survivor, merged, promiseId } = await aMergedPair({ of });
    await keepPromise(ctx, { promiseId, keptOn: "2026-05-12", keptHow: "Called the other." });
    const words = await copyOf(viewer, survivor.reference);
    expect(words).toContain("What is somebody else's is left out: 1 issue and 1 promise.");
    for (const told of ["Ana fell.", "To call Ana."]) expect(words).toContain(told);
    for (const left of ["They saw a fall.", "the other", "kept a promise", "heard of the fall", merged.reference])
      expect(words).not.toContain(left);
    const whole = caseFileDocument(await readCaseFile(viewer, survivor.reference, NOW), { withNotes: true });
    expect(plainText(whole)).toContain("They saw a fall.");
  });

  test("is left out also where a letter of theirs went out from here", async () => {
    const { viewer, survivor } = await aMergedPair({ of: "somebody else" });
    const { id } = await aSentLetter({ of: survivor, text: "Dear Ben,\n\nThank you." });
    const words = await copyOf(viewer, survivor.reference, { ofOthers: new Set([id]) });
    expect(words).not.toContain("Dear Ben");
    expect(words).toContain("left out: 1 letter.");
  });

  test("is told where it was the same patient's, with the letters that went out there and what is in its own copy", async () => {
    const { viewer, survivor, merged } = await aMergedPair({ of: "the same patient" });
    const words = await copyOf(viewer, survivor.reference);
    const told = ["Ana fell.", "They saw a fall.", "To call the other.", "We heard of the fall."];
    told.push(`${merged.reference}; what happened there, with 1 contact, is in the copy of that case`);
    for (const each of told) expect(words).toContain(each);
    expect(words).not.toContain("somebody else's");
  });

  test("is not counted once the merge is undone, since it went back", async () => {
    const { viewer, ctx, survivor, mergeId } = await aMergedPair({ of: "somebody else" });
    await unmergeCases(ctx, { mergeId, reason: "Two falls." });
    const words = await copyOf(viewer, survivor.reference);
    expect(words).not.toContain("They saw a fall.");
    expect(words).not.toContain("somebody else's");
  });
});

describe("what they were answered", () => {
  const DECIDED = { finding: "upheld", answer: "We were late." } as const;

  test.each<[string, Partial<CaseGiven>, isTold: boolean]>([
    ["answered", { state: "answered", answeredAt: NOW, answeredVia: "phone" }, true],
    ["closed with an answer", { state: "closed", answeredAt: NOW, answeredVia: "phone" }, true],
    ["closed as withdrawn", { state: "closed" }, false],
    ["being looked into", { state: "investigating" }, false],
    ["reopened", { state: "reopened" }, false],
  ])("of a case that is %s", async (_, as, isTold) => {
    const { site, viewer, patientId, own } = await aPlace();
    const given = await aCase({ site, patientId, ...own, ...PATIENT, ...as });
    await anIssue({ caseId: given.id, siteId: site.id, ...DECIDED });
    await aDecidedCharge({ site, of: given, decidedAt: NOW });
    if (as.state === "closed") await aClosing(given, isTold ? "satisfied" : "withdrawn");
    const words = await copyOf(viewer, given.reference);
    for (const told of ["We were late.", "Finding: Upheld", "Decision: Removed"]) {
      expect(words.includes(told)).toBe(isTold);
    }
    expect(words).toContain("Charge 1: MRI of the knee");
  });

  test.each([
    [new Date(NOW.getTime() - 1_000), true],
    [new Date(NOW.getTime() + 1_000), false],
  ])("holds a charge that was decided at %s: %s", async (decidedAt, isTold) => {
    const { site, viewer, patientId, own } = await aPlace();
    const answered = { state: "answered", answeredAt: NOW, answeredVia: "phone" } as const;
    const given = await aCase({ site, patientId, ...own, ...PATIENT, ...answered });
    await aDecidedCharge({ site, of: given, decidedAt });
    expect((await copyOf(viewer, given.reference)).includes("Decision: Removed")).toBe(isTold);
  });
});

type Charged = { site: Place; of: { id: string; loggedById: string }; decidedAt: Date };

async function aDecidedCharge({ site, of, decidedAt }: Charged) {
  const line = await aChargeLine({ dispute: await aDispute({ site, caseId: of.id }), outcome: "removed" });
  const decided = { outcome: "removed", note: "Billed twice.", decidedAt, decidedById: of.loggedById } as const;
  await systemDb().chargeDecision.create({ data: { id: newId(), lineId: line.id, siteId: site.id, ...decided } });
}

async function aClosing(of: { id: string; siteId: string; loggedById: string }, outcome: CaseOutcome) {
  const said = { outcome, summary: "It ended.", hasChanged: false, lesson: "None." };
  const by = { closedById: of.loggedById, closedAt: NOW };
  await systemDb().closing.create({ data: { id: newId(), caseId: of.id, siteId: of.siteId, ...said, ...by } });
}
