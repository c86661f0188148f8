import { newId } from "@/lib/shared/ids";
import { type Action, onCase, UNKNOWN, WORK } from "../outcomes";
import { WORKERS } from "../routes";
import { aCase } from "./scene";

export const REPRESENTATIVE_ACTIONS: Action[] = [
  {
    name: "addRepresentativeAction",
    path: "/patients/x",
    fields: async ({ rows, place }) => newRepresentative((await rows.patient(place)).id),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addRepresentativeAction",
    use: "for a case about somebody else",
    path: "/patients/x",
    fields: async (scene) => {
      const { id } = await scene.rows.patient(scene.place);
      return { ...newRepresentative(id), extent: "this_case", caseId: (await aCase(scene)).id };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: UNKNOWN,
  },
  {
    name: "changeRepresentativeAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id, name } = await rows.representative(place, await rows.patient(place), staff);
      const terms = { basis: "written_consent", extent: "everything" };
      const base = { "base.name": name, "base.basis": terms.basis, "base.extent": terms.extent };
      return { representativeId: id, name: "Changed Name", ...terms, ...base };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "endRepresentativeAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.representative(place, await rows.patient(place), staff);
      return { representativeId: id, reason: "Consent withdrawn." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
];

function newRepresentative(patientId: string): Record<string, string> {
  const terms = { name: "Jo Price", basis: "written_consent", extent: "everything" };
  return { representativeId: newId(), patientId, ...terms };
}
