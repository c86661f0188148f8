import { describe, expect, test } from "vitest";
import { createContact, PLAIN_CONTACT } from "@/lib/contact/mutations/log-contact";
import { readCaseFile } from "@/lib/export/queries/case-file";
import { caseFileDocument } from "@/lib/export/rules/case-file";
import { plainText } from "@/lib/letter/rules/document";
import { withTransaction } from "@/lib/platform/context";
import type { ReporterKind } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aCase, aPatient, aPromise, aRepresentative, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { aSentLetter } from "../../support/sent-letter";

/** The words of the copy that may go out. */
async function copyOf(viewer: Viewer, reference: string): Promise<string> {
  const file = await readCaseFile(viewer, reference, NOW);
  return plainText(caseFileDocument(file, { withNotes: false })).replaceAll(/[\u2066-\u2069\u200e\u200f]/g, "");
}

async function aPlace() {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "manager" });
  const { id: patientId } = await aPatient({ site, name: "Ana Núñez", email: "ana@home.example" });
  return { site, viewer, patientId, own: { ownerId: viewer.personId, state: "investigating" as const } };
}

/** A call with somebody who, as whoever logged it found, may be told. */
async function aCallWith(viewer: Viewer, caseId: string, otherName: string) {
  const whom = { party: "other", otherName, mayBeTold: "yes", checkedHow: "They raised it." } as const;
  const call = { direction: "outgoing", channel: "phone", outcome: "reached", summary: `Rang ${otherName}.` } as const;
  const when = { at: null, atTurn: null, minutes: null, isAcknowledgement: false };
  const ctx = userCtxFor(viewer);
  const contact = { idempotencyKey: newId(), caseId, ...call, ...when, ...PLAIN_CONTACT, ...whom };
  await withTransaction(ctx, (tx) => createContact(tx, ctx, contact));
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
    await aCallWith(viewer, given.id, "Jo Price");
    const words = await copyOf(viewer, given.reference);
    expect(words).toContain("To: ana@home.example");
    expect(words).not.toContain("jo@work.example");
    const named = ["With: Jo Price", "Rang Jo Price", "Dear Jo Price", "To: Jo Price", "a representative, Jo"];
    expect(named.filter((each) => words.includes(each))).toEqual(isNamed ? named : []);
    expect(words.includes("What is somebody else's is left out: 1 letter.")).toBe(!isNamed);
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
