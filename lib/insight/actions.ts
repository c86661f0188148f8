"use server";

import { defineAction } from "@/lib/platform/action";
import { saveGroupVolumes } from "./mutations/save-group-volumes";
import { importDenominators, saveDenominators } from "./mutations/set-denominators";
import { previewImport } from "./queries/denominators";
import { importDenominatorsSchema, saveDenominatorsSchema, saveGroupVolumesSchema } from "./schema";

const pages = () => ["/insights/denominators"];

export const saveDenominatorsAction = defineAction({
  name: "saveDenominators",
  input: saveDenominatorsSchema,
  run: saveDenominators,
  revalidate: pages,
});

export const saveGroupVolumesAction = defineAction({
  name: "saveGroupVolumes",
  input: saveGroupVolumesSchema,
  run: saveGroupVolumes,
  revalidate: () => ["/insights/fairness"],
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
