"use server";

import { defineAction } from "@/lib/platform/action";
import { recordReferral, takeBackReferral } from "./mutations";
import { recordReferralSchema, takeBackReferralSchema } from "./schema";
import type { OfCase } from "./types";

const pages = ({ reference }: OfCase) => [`/cases/${reference}`];

export const recordReferralAction = defineAction({
  name: "recordReferral",
  input: recordReferralSchema,
  run: recordReferral,
  revalidate: pages,
});

export const takeBackReferralAction = defineAction({
  name: "takeBackReferral",
  input: takeBackReferralSchema,
  run: takeBackReferral,
  revalidate: pages,
});
