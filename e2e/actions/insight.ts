import { type Action, only, UNKNOWN } from "../outcomes";
import { READERS } from "../routes";

const KEEP = { ...only(READERS, "FORBIDDEN", "NOT_FOUND"), manager: "done" } as const;

export const INSIGHT_ACTIONS: Action[] = [
  {
    name: "saveDenominatorsAction",
    path: "/insights/denominators",
    fields: async ({ place }) => ({
      ...{
        siteId: place.id,
        measure: "visits",
        year: "2024",
        "months[0].value": String(100_000 + Math.floor(performance.now())),
      },
      "months[0].base": "",
    }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "saveGroupVolumesAction",
    path: "/insights/fairness",
    fields: async ({ place }) => ({
      ...{ siteId: place.id, split: "language", half: "2024-1", "groups[0].group": "Spanish", "groups[0].base": "" },
      "groups[0].value": String(100_000 + Math.floor(performance.now())),
    }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "previewImportAction",
    path: "/insights/denominators",
    fields: async ({ place }) => ({ siteId: place.id, measure: "visits", text: "month,value\n2024-02,400\n" }),
    own: only(["manager"], "harmless", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "importDenominatorsAction",
    path: "/insights/denominators",
    fields: async ({ place }) => ({ siteId: place.id, measure: "visits", text: "month,value\n2024-03,400\n" }),
    own: KEEP,
    foreign: UNKNOWN,
  },
];
