"use server";

import { defineAction } from "@/lib/platform/action";
import { addNote } from "./mutations/add-note";
import { addPrivilegedNote } from "./mutations/add-privileged-note";
import { logContact } from "./mutations/log-contact";
import { seeMention } from "./mutations/see-mention";
import { voidContact } from "./mutations/void-contact";
import {
  addNoteSchema,
  addPrivilegedNoteSchema,
  logContactSchema,
  seeMentionSchema,
  voidContactSchema,
} from "./schema";

const casePage = ({ reference }: { reference: string }) => [`/cases/${reference}`];

export const addNoteAction = defineAction({
  name: "addNote",
  input: addNoteSchema,
  run: addNote,
  revalidate: casePage,
});

export const logContactAction = defineAction({
  name: "logContact",
  input: logContactSchema,
  run: logContact,
  revalidate: casePage,
});

export const voidContactAction = defineAction({
  name: "voidContact",
  input: voidContactSchema,
  run: voidContact,
  revalidate: casePage,
});

export const addPrivilegedNoteAction = defineAction({
  name: "addPrivilegedNote",
  input: addPrivilegedNoteSchema,
  run: addPrivilegedNote,
  revalidate: casePage,
});

export const seeMentionAction = defineAction({
  name: "seeMention",
  input: seeMentionSchema,
  run: seeMention,
  revalidate: () => ["/"],
});
