"use server";

import { defineAction } from "@/lib/platform/action";
import { addAlert, endAlert, type OfPatient } from "./mutations";
import { addAlertSchema, endAlertSchema } from "./schema";

const pages = ({ patientId }: OfPatient) => [`/patients/${patientId}`];

export const addAlertAction = defineAction({
  name: "addAlert",
  input: addAlertSchema,
  run: addAlert,
  revalidate: pages,
});

export const endAlertAction = defineAction({
  name: "endAlert",
  input: endAlertSchema,
  run: endAlert,
  revalidate: pages,
});
