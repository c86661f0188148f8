"use server";

import { defineAction } from "@/lib/platform/action";
import { chooseDefault, chooseLook, removeView, renameView, restoreView, saveView, updateView } from "./mutations";
import {
  chooseDefaultSchema,
  lookSchema,
  removeViewSchema,
  renameViewSchema,
  saveViewSchema,
  updateViewSchema,
} from "./schema";

const revalidate = () => ["/cases"];

export const saveViewAction = defineAction({ name: "saveView", input: saveViewSchema, run: saveView, revalidate });
export const renameViewAction = defineAction({
  name: "renameView",
  input: renameViewSchema,
  run: renameView,
  revalidate,
});
export const updateViewAction = defineAction({
  name: "updateView",
  input: updateViewSchema,
  run: updateView,
  revalidate,
});
export const removeViewAction = defineAction({
  name: "removeView",
  input: removeViewSchema,
  run: removeView,
  revalidate,
});
export const restoreViewAction = defineAction({
  name: "restoreView",
  input: removeViewSchema,
  run: restoreView,
  revalidate,
});
export const chooseDefaultAction = defineAction({
  name: "chooseDefault",
  input: chooseDefaultSchema,
  run: chooseDefault,
  revalidate,
});
export const chooseLookAction = defineAction({
  name: "chooseLook",
  input: lookSchema,
  run: chooseLook,
  revalidate,
});
