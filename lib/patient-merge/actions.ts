"use server";

import { defineAction } from "@/lib/platform/action";
import { type Merged, mergePatients, unmergePatients } from "./mutations";
import { findSamePerson } from "./queries";
import { findSamePersonSchema, mergePatientsSchema, unmergePatientsSchema } from "./schema";

const pages = ({ survivorId, mergedId }: Merged) => ["/patients", `/patients/${survivorId}`, `/patients/${mergedId}`];

export const mergePatientsAction = defineAction({
  name: "mergePatients",
  input: mergePatientsSchema,
  run: mergePatients,
  revalidate: pages,
});

export const unmergePatientsAction = defineAction({
  name: "unmergePatients",
  input: unmergePatientsSchema,
  run: unmergePatients,
  revalidate: pages,
});

/** A read that follows the filling in of the form for a new patient. */
export const findSamePersonAction = defineAction({
  name: "findSamePerson",
  input: findSamePersonSchema,
  run: (ctx, question) => findSamePerson(ctx.viewer, question, ctx.now),
});
