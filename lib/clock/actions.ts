"use server";

import { defineAction } from "@/lib/platform/action";
import { extendClock } from "./mutations/extend-clock";
import { pauseClocks, resumeClocks } from "./mutations/pause-clocks";
import { extendClockSchema, pauseClocksSchema, resumeClocksSchema } from "./schema";

const revalidate = ({ reference }: { reference: string }) => [`/cases/${reference}`, "/cases", "/"];

export const pauseClocksAction = defineAction({
  name: "pauseClocks",
  input: pauseClocksSchema,
  run: pauseClocks,
  revalidate,
});
export const resumeClocksAction = defineAction({
  name: "resumeClocks",
  input: resumeClocksSchema,
  run: resumeClocks,
  revalidate,
});
export const extendClockAction = defineAction({
  name: "extendClock",
  input: extendClockSchema,
  run: extendClock,
  revalidate,
});
