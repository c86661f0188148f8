import { newId } from "@/lib/shared/ids";
import { type Action, only, UNKNOWN } from "../outcomes";
import { READERS } from "../routes";

export const EXPORT_ACTIONS: Action[] = [
  {
    name: "makeExportAction",
    path: "/cases",
    fields: async () => ({ exportId: newId(), format: "csv", query: "tab=open", columns: "due,about", caseIds: "" }),
    own: only(READERS, "done", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "countExportAction",
    path: "/cases",
    fields: async () => ({ query: "tab=open" }),
    own: only(READERS, "done", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "findExportAction",
    use: "that is not theirs",
    path: "/cases",
    fields: async () => ({ exportId: newId() }),
    own: UNKNOWN,
    foreign: null,
  },
];
