"use server";

import { defineAction } from "@/lib/platform/action";
import { changePatient, registerPatient } from "./mutations";
import { searchPatients } from "./queries";
import { changePatientSchema, registerPatientSchema, searchPatientsSchema } from "./schema";

export const registerPatientAction = defineAction({
  name: "registerPatient",
  input: registerPatientSchema,
  run: registerPatient,
  revalidate: () => ["/patients"],
});

export const changePatientAction = defineAction({
  name: "changePatient",
  input: changePatientSchema,
  run: changePatient,
  revalidate: ({ patientId }) => [`/patients/${patientId}`],
});

/** A read that follows the typing in a search box. */
export const searchPatientsAction = defineAction({
  name: "searchPatients",
  input: searchPatientsSchema,
  run: (ctx, { q, siteId }) => searchPatients(ctx.viewer, q, ctx.now, siteId),
});
