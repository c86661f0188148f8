import type { QueueColumn } from "./schema";

export const COLUMN_LABELS: Record<QueueColumn, string> = {
  reference: "Reference",
  patient: "Patient",
  kind: "Kind",
  about: "About",
  unit: "Unit",
  site: "Site",
  owner: "Owner",
  severity: "Severity",
  state: "State",
  due: "Due",
  heard: "Heard",
  received: "Received",
  updated: "Updated",
};
