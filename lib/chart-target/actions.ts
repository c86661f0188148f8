"use server";

import { defineAction } from "@/lib/platform/action";
import { dropTarget, setTarget } from "./mutations";
import { dropTargetSchema, setTargetSchema } from "./schema";

const pages = () => ["/insights", "/"];

export const setTargetAction = defineAction({
  name: "setTarget",
  input: setTargetSchema,
  run: setTarget,
  revalidate: pages,
});

export const dropTargetAction = defineAction({
  name: "dropTarget",
  input: dropTargetSchema,
  run: dropTarget,
  revalidate: pages,
});
