"use server";

import { defineAction } from "@/lib/platform/action";
import { endBaseline, rebaseSeries } from "./mutations";
import { endBaselineSchema, rebaseSeriesSchema } from "./schema";

const pages = () => ["/insights", "/"];

export const rebaseSeriesAction = defineAction({
  name: "rebaseSeries",
  input: rebaseSeriesSchema,
  run: rebaseSeries,
  revalidate: pages,
});

export const endBaselineAction = defineAction({
  name: "endBaseline",
  input: endBaselineSchema,
  run: endBaseline,
  revalidate: pages,
});
