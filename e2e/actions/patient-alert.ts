import { newId } from "@/lib/shared/ids";
import { type Action, UNKNOWN, WORK } from "../outcomes";

export const PATIENT_ALERT_ACTIONS: Action[] = [
  {
    name: "addAlertAction",
    path: "/patients/x",
    fields: async ({ rows, place }) => ({
      ...{ alertId: newId(), patientId: (await rows.patient(place)).id, body: "Hard of hearing." },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "endAlertAction",
    path: "/patients/x",
    fields: async ({ rows, place, staff }) => {
      const { id } = await rows.alert(place, await rows.patient(place), staff);
      return { alertId: id, reason: "Hears well again." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
];
