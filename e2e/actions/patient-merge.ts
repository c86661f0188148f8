import { newId } from "@/lib/shared/ids";
import { type Action, all, DECIDE, onCase, only, UNKNOWN } from "../outcomes";
import { READERS } from "../routes";
import { type Named, uniqueWord } from "../rows";

export const PATIENT_MERGE_ACTIONS: Action[] = [
  {
    name: "findSamePersonAction",
    path: "/patients/new",
    fields: async ({ rows, place }) => {
      const recordNumber = uniqueWord();
      await rows.patient(place, { recordNumber });
      return { siteId: place.id, recordNumber };
    },
    own: only(READERS, "found", "nothing"),
    foreign: all("nothing"),
  },
  {
    name: "mergePatientsAction",
    path: "/patients/x/merge",
    fields: async ({ rows, place }) => mergeOf(await rows.patient(place), await rows.patient(place)),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "mergePatientsAction",
    use: "with a patient of another site",
    path: "/patients/x/merge",
    fields: async ({ rows, place, elsewhere }) => mergeOf(await rows.patient(place), await rows.patient(elsewhere)),
    own: UNKNOWN,
    foreign: null,
  },
  {
    name: "unmergePatientsAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.merge(place, staff);
      return { mergeId: id, reason: "Father and son." };
    },
    own: onCase(["manager"]),
    foreign: UNKNOWN,
  },
];

function mergeOf(survivor: Named, merged: Named): Record<string, string> {
  const ids = { mergeId: newId(), survivorId: survivor.id, mergedId: merged.id };
  return { ...ids, survivorVersion: "1", mergedVersion: "1" };
}
