"use server";

import { defineAction } from "@/lib/platform/action";
import { addNote } from "./mutations";
import { addNoteSchema } from "./schema";

export const addNoteAction = defineAction({
  name: "addNote",
  input: addNoteSchema,
  run: addNote,
  revalidate: ({ reference }) => [`/cases/${reference}`],
});
