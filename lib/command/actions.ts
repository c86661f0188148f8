"use server";

import { defineAction } from "@/lib/platform/action";
import { chooseKeys, resetKeys } from "./mutations";
import { findToOpen } from "./queries";
import { chooseKeysSchema, findToOpenSchema, resetKeysSchema } from "./schema";

/** A read that follows the typing in the box of the commands. */
export const findToOpenAction = defineAction({
  name: "findToOpen",
  input: findToOpenSchema,
  run: (ctx, input) => findToOpen(ctx.viewer, input, ctx.now),
});

// The keys are told to every page by the shell around it.
const everywhere = () => ["/account"];

export const chooseKeysAction = defineAction({
  name: "chooseKeys",
  input: chooseKeysSchema,
  run: chooseKeys,
  revalidate: everywhere,
});

export const resetKeysAction = defineAction({
  name: "resetKeys",
  input: resetKeysSchema,
  run: resetKeys,
  revalidate: everywhere,
});
