import { newId } from "@/lib/shared/ids";
import { type Action, all, only, UNKNOWN, WORK } from "../outcomes";
import { READERS, WORKERS } from "../routes";

const PATIENT = { name: "Changed Name" };

export const PATIENT_ACTIONS: Action[] = [
  {
    name: "searchPatientsAction",
    path: "/cases/new",
    fields: async ({ rows, place }) => ({ q: (await rows.patient(place)).name }),
    own: only(READERS, "found", "nothing"),
    foreign: all("nothing"),
  },
  {
    name: "registerPatientAction",
    path: "/patients/new",
    fields: async ({ place }) => ({ idempotencyKey: newId(), siteId: place.id, name: "Ada Wren" }),
    own: only(WORKERS, "done", "FORBIDDEN"),
    foreign: all("FORBIDDEN"),
  },
  {
    name: "changePatientAction",
    path: "/patients/x",
    fields: async ({ rows, place }) => {
      const { id, name } = await rows.patient(place);
      return { patientId: id, ...PATIENT, "base.name": name };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
];
