"use server";

import { defineAction } from "@/lib/platform/action";
import { recordDelegation } from "./mutations";
import { recordDelegationSchema } from "./schema";

export const recordDelegationAction = defineAction({
  name: "recordDelegation",
  input: recordDelegationSchema,
  run: recordDelegation,
  revalidate: () => ["/admin/committee", "/"],
});
