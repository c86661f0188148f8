"use server";

import { defineAction } from "@/lib/platform/action";
import { importDenominators, saveDenominators } from "./mutations/set-denominators";
import { previewImport } from "./queries/denominators";
import { importDenominatorsSchema, saveDenominatorsSchema } from "./schema";

const pages = () => ["/insights/denominators"];

export const saveDenominatorsAction = defineAction({
  name: "saveDenominators",
  input: saveDenominatorsSchema,
  run: saveDenominators,
  revalidate: pages,
});

/** What a file would change. It changes nothing. */
export const previewImportAction = defineAction({
  name: "previewImport",
  input: importDenominatorsSchema,
  run: ({ viewer, now }, input) => previewImport(viewer, input, now),
});

export const importDenominatorsAction = defineAction({
  name: "importDenominators",
  input: importDenominatorsSchema,
  run: importDenominators,
  revalidate: pages,
});
