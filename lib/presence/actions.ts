"use server";

import { defineAction } from "@/lib/platform/action";
import { tellWriting } from "./queries";
import { tellWritingSchema } from "./schema";

export const tellWritingAction = defineAction({ name: "tellWriting", input: tellWritingSchema, run: tellWriting });
