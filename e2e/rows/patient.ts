import { newId } from "@/lib/shared/ids";
import { CalendarRows } from "./calendar";
import { type Named, uniqueWord } from "./store";

export type Patient = Named & { recordNumber: string | null };

type PatientGiven = {
  name?: string;
  preferredName?: string;
  recordNumber?: string;
  bornOn?: string;
  address?: string;
};

/** Patients and who may be told of them. */
export abstract class PatientRows extends CalendarRows {
  async patient(place: Named, given: PatientGiven = {}): Promise<Patient> {
    const name = given.name ?? `Ana ${uniqueWord()}`;
    const recordNumber = given.recordNumber ?? null;
    return this.insert("Patient", { id: newId(), siteId: place.id, ...given, name, recordNumber });
  }

  /** Somebody who may be told everything about a patient, on a written consent. */
  async representative(place: Named, patient: Named, by: Named, name = `Jo ${uniqueWord()}`): Promise<Named> {
    const terms = { basis: "written_consent", extent: "everything", seenOn: "2026-01-05", seenById: by.id };
    const row = { id: newId(), siteId: place.id, patientId: patient.id, name, ...terms, addedById: by.id };
    return this.insert("Representative", row);
  }

  async alert(place: Named, patient: Named, by: Named, body = "Hard of hearing."): Promise<{ id: string }> {
    const row = { id: newId(), patientId: patient.id, siteId: place.id, body, addedById: by.id };
    return this.insert("PatientAlert", row);
  }

  /** Two records of which the second is merged into the first. */
  async merge(place: Named, by: Named): Promise<{ id: string; survivor: Patient; merged: Patient }> {
    const [survivor, merged] = [await this.patient(place), await this.patient(place)];
    const person = (name: string) => ({
      ...{ name, preferredName: null, pronouns: null, recordNumber: null, bornOn: null, isDeceased: false },
      ...{
        diedOn: null,
        language: null,
        needsInterpreter: false,
        sex: null,
        ethnicity: null,
        phone: null,
        email: null,
        address: null,
      },
      ...{ preferredChannel: null, contactNote: null },
    });
    const before = { survivor: person(survivor.name), merged: person(merged.name) };
    const snapshot = JSON.stringify({ ...before, taken: [], moved: {} });
    const ids = { id: newId(), siteId: place.id, survivorId: survivor.id, mergedId: merged.id };
    await this.write('UPDATE "Patient" SET "mergedIntoId" = $1 WHERE "id" = $2', [survivor.id, merged.id]);
    await this.insert("PatientMerge", { ...ids, snapshot, mergedById: by.id, mergedAt: new Date() });
    return { id: ids.id, survivor, merged };
  }
}
