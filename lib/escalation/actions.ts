"use server";

import { defineAction } from "@/lib/platform/action";
import { answerEscalation, raiseEscalation } from "./mutations";
import { answerEscalationSchema, raiseEscalationSchema } from "./schema";

const pages = ({ reference }: { reference: string }) => ["/", "/triage", `/cases/${reference}`];

export const raiseEscalationAction = defineAction({
  name: "raiseEscalation",
  input: raiseEscalationSchema,
  run: raiseEscalation,
  revalidate: pages,
});

export const answerEscalationAction = defineAction({
  name: "answerEscalation",
  input: answerEscalationSchema,
  run: answerEscalation,
  revalidate: pages,
});
