"use server";

import { defineAction } from "@/lib/platform/action";
import { discardDraft, saveDraft } from "./mutations";
import { discardDraftSchema, saveDraftSchema } from "./schema";

export const saveDraftAction = defineAction({ name: "saveDraft", input: saveDraftSchema, run: saveDraft });
export const discardDraftAction = defineAction({ name: "discardDraft", input: discardDraftSchema, run: discardDraft });
