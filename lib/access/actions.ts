"use server";

import { defineAction, definePublicAction } from "@/lib/platform/action";
import { endAbsence, planAbsence } from "./mutations/absences";
import { saveLetterhead } from "./mutations/letterhead";
import {
  addPerson,
  changePassword,
  deactivatePerson,
  grantRole,
  reactivatePerson,
  setPassword,
  withdrawRole,
} from "./mutations/people";
import { addSite, addUnit, choosePack, closeUnit, foundOrganisation, renameUnit } from "./mutations/places";
import { endOwnSession } from "./mutations/sessions";
import {
  addPersonSchema,
  addSiteSchema,
  addUnitSchema,
  changePasswordSchema,
  choosePackSchema,
  closeUnitSchema,
  endAbsenceSchema,
  endSessionSchema,
  findSessionSchema,
  foundSchema,
  grantRoleSchema,
  personSchema,
  planAbsenceSchema,
  renameUnitSchema,
  saveLetterheadSchema,
  setPasswordSchema,
  withdrawRoleSchema,
} from "./schema";

const people = () => ["/admin/people"];

export const foundOrganisationAction = definePublicAction({
  name: "foundOrganisation",
  input: foundSchema,
  run: foundOrganisation,
  as: "First run",
});
/** A read, by a tab that somebody comes back to: who is signed in by now. */
export const findSessionAction = defineAction({
  name: "findSession",
  allowsFirstPassword: true,
  isUnattended: true,
  input: findSessionSchema,
  run: async ({ viewer }) => ({ personId: viewer.personId }),
});
export const addSiteAction = defineAction({
  name: "addSite",
  input: addSiteSchema,
  run: addSite,
  revalidate: () => ["/admin/sites"],
});
export const addUnitAction = defineAction({
  name: "addUnit",
  input: addUnitSchema,
  run: addUnit,
  revalidate: () => ["/admin/sites"],
});
export const closeUnitAction = defineAction({
  name: "closeUnit",
  input: closeUnitSchema,
  run: closeUnit,
  revalidate: () => ["/admin/sites"],
});
export const renameUnitAction = defineAction({
  name: "renameUnit",
  input: renameUnitSchema,
  run: renameUnit,
  revalidate: () => ["/admin/sites"],
});
export const choosePackAction = defineAction({
  name: "choosePack",
  input: choosePackSchema,
  run: choosePack,
  revalidate: () => ["/admin/sites"],
});
export const saveLetterheadAction = defineAction({
  name: "saveLetterhead",
  input: saveLetterheadSchema,
  run: saveLetterhead,
  revalidate: () => ["/admin/sites"],
});
export const addPersonAction = defineAction({
  name: "addPerson",
  input: addPersonSchema,
  run: addPerson,
  revalidate: people,
});
export const grantRoleAction = defineAction({
  name: "grantRole",
  input: grantRoleSchema,
  run: grantRole,
  revalidate: people,
});
export const withdrawRoleAction = defineAction({
  name: "withdrawRole",
  input: withdrawRoleSchema,
  run: withdrawRole,
  revalidate: people,
});
export const deactivatePersonAction = defineAction({
  name: "deactivatePerson",
  input: personSchema,
  run: deactivatePerson,
  revalidate: people,
});
export const reactivatePersonAction = defineAction({
  name: "reactivatePerson",
  input: personSchema,
  run: reactivatePerson,
  revalidate: people,
});
export const setPasswordAction = defineAction({
  name: "setPassword",
  input: setPasswordSchema,
  run: setPassword,
  revalidate: people,
});
export const changePasswordAction = defineAction({
  name: "changePassword",
  input: changePasswordSchema,
  run: changePassword,
  allowsFirstPassword: true,
  revalidate: () => ["/account"],
});
export const endOwnSessionAction = defineAction({
  name: "endOwnSession",
  input: endSessionSchema,
  run: endOwnSession,
  revalidate: () => ["/account"],
});

const whereShown = ({ personId }: { personId: string }) => ["/", "/triage", "/account", `/hand-over/${personId}`];

export const planAbsenceAction = defineAction({
  name: "planAbsence",
  input: planAbsenceSchema,
  run: planAbsence,
  revalidate: whereShown,
});
export const endAbsenceAction = defineAction({
  name: "endAbsence",
  input: endAbsenceSchema,
  run: endAbsence,
  revalidate: whereShown,
});
