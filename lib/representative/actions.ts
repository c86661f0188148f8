"use server";

import { defineAction } from "@/lib/platform/action";
import { addRepresentative, changeRepresentative, endRepresentative, type OfPatient } from "./mutations";
import { addRepresentativeSchema, changeRepresentativeSchema, endRepresentativeSchema } from "./schema";

const pages = ({ patientId }: OfPatient) => [`/patients/${patientId}`];

export const addRepresentativeAction = defineAction({
  name: "addRepresentative",
  input: addRepresentativeSchema,
  run: addRepresentative,
  revalidate: pages,
});

export const changeRepresentativeAction = defineAction({
  name: "changeRepresentative",
  input: changeRepresentativeSchema,
  run: changeRepresentative,
  revalidate: pages,
});

export const endRepresentativeAction = defineAction({
  name: "endRepresentative",
  input: endRepresentativeSchema,
  run: endRepresentative,
  revalidate: pages,
});
