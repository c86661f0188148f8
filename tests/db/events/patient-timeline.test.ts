import { describe, expect, test } from "vitest";
import { addNote } from "@/lib/contact/mutations/add-note";
import { listPatientTimeline } from "@/lib/events/queries/timeline";
import { addAlert, endAlert } from "@/lib/patient-alert/mutations";
import { mergePatients, unmergePatients } from "@/lib/patient-merge/mutations";
import { addRepresentative, endRepresentative } from "@/lib/representative/mutations";
import { addRepresentativeSchema } from "@/lib/representative/schema";
import { newId } from "@/lib/shared/ids";
import { aCase, aPatient, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const aNote = (caseId: string, body: string) => ({ idempotencyKey: newId(), caseId, body });

async function managerOf(site: Place) {
  const viewer = await aViewer({ site, role: "manager" });
  return { viewer, ctxAt: (minutes: number) => userCtxFor(viewer, at(minutes)) };
}

describe("everything about one person", () => {
  test("is one timeline over their record and their cases, newest first, each with its words", async () => {
    const site = await aSite();
    const { viewer, ctxAt } = await managerOf(site);
    const { id } = await aPatient({ site });
    const [one, two] = [await aCase({ site, patientId: id }), await aCase({ site, patientId: id, about: "Cold food" })];
    const stranger = await aCase({ site, patientId: (await aPatient({ site })).id });
    await addNote(ctxAt(1), aNote(one.id, "First."));
    await addNote(ctxAt(2), aNote(two.id, "Second."));
    await addNote(ctxAt(3), aNote(stranger.id, "Of somebody else."));
    const alertId = newId();
    await addAlert(ctxAt(4), { alertId, patientId: id, body: "Hard of hearing." });
    const terms = { name: "Jo Price", basis: "advocate", extent: "everything" };
    const representativeId = newId();
    await addRepresentative(ctxAt(5), addRepresentativeSchema.parse({ representativeId, patientId: id, ...terms }));
    await endRepresentative(ctxAt(6), { representativeId, reason: "Moved away." });
    await endAlert(ctxAt(7), { alertId, reason: "Hears well." });

    const { entries, older } = await listPatientTimeline(viewer, id, undefined);
    expect(older).toBeNull();
    expect(entries.map(({ type, text, inCase }) => [type, text, inCase?.reference])).toEqual([
      ["alert.ended", "Hears well.", undefined],
      ["representative.ended", "Moved away.", undefined],
      ["representative.added", "Jo Price", undefined],
      ["alert.added", "Hard of hearing.", undefined],
      ["note.added", "Second.", two.reference],
      ["note.added", "First.", one.reference],
    ]);
    expect(entries[4]?.inCase?.about).toBe("Cold food");
  });

  test("is read page by page, and nothing is missed or told twice", async () => {
    const site = await aSite();
    const { viewer, ctxAt } = await managerOf(site);
    const { id } = await aPatient({ site });
    const cases = [await aCase({ site, patientId: id }), await aCase({ site, patientId: id })];
    for (let index = 0; index < 60; index++) {
      // Two at each instant, so that the id has to decide.
      await addNote(ctxAt(Math.floor(index / 2)), aNote(cases[index % 2]?.id ?? "", String(index)));
    }
    const first = await listPatientTimeline(viewer, id, undefined);
    expect(first.entries).toHaveLength(50);
    const second = await listPatientTimeline(viewer, id, first.older ?? "");
    expect(second.older).toBeNull();
    const texts = [...first.entries, ...second.entries].map(({ text }) => Number(text));
    expect(texts).toHaveLength(60);
    expect(new Set(texts).size).toBe(60);
    expect(texts.map((text) => Math.floor(text / 2))).toEqual(
      texts.map((text) => Math.floor(text / 2)).toSorted((a, b) => b - a),
    );
    expect((await listPatientTimeline(viewer, id, "nonsense")).entries).toHaveLength(50);
  });

  test("holds what happened to a record that was merged into it", async () => {
    const site = await aSite();
    const { viewer, ctxAt } = await managerOf(site);
    const [survivor, merged] = [await aPatient({ site }), await aPatient({ site })];
    await addAlert(ctxAt(1), { alertId: newId(), patientId: merged.id, body: "Low vision." });
    const mergeId = newId();
    const versions = { survivorVersion: 1, mergedVersion: 1 };
    await mergePatients(ctxAt(2), { mergeId, survivorId: survivor.id, mergedId: merged.id, ...versions });
    const told = async (id: string) =>
      (await listPatientTimeline(viewer, id, undefined)).entries.map(({ type, text }) => [type, text]);
    expect(await told(survivor.id)).toEqual([
      ["patient.merged", null],
      ["alert.added", "Low vision."],
    ]);
    expect(await told(merged.id)).toEqual([]);
    await unmergePatients(ctxAt(3), { mergeId, reason: "Two sisters." });
    expect(await told(survivor.id)).toEqual([
      ["patient.unmerged", "Two sisters."],
      ["patient.merged", null],
    ]);
  });

  test("is empty for who does not see the patient", async () => {
    const site = await aSite();
    const { ctxAt } = await managerOf(site);
    const { id } = await aPatient({ site });
    await addAlert(ctxAt(1), { alertId: newId(), patientId: id, body: "Low vision." });
    for (const viewer of [
      await aViewer({ site, role: "administrator" }),
      await aViewer({ site, role: "responder" }),
      await aViewer({ site: await aSite(), role: "manager" }),
    ]) {
      expect(await listPatientTimeline(viewer, id, undefined)).toEqual({ entries: [], older: null });
    }
  });
});
