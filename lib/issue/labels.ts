import type { HcatCategory } from "./schema";

/** Domains and categories of the Healthcare Complaints Analysis Tool (Gillespie and Reader, BMJ Quality & Safety 2016). */
export const CATEGORY_LABELS: Record<HcatCategory, string> = {
  quality: "Clinical · Quality",
  safety: "Clinical · Safety",
  environment: "Management · Environment",
  institutional_processes: "Management · Processes, waiting, access",
  listening: "Relationship · Listening",
  communication: "Relationship · Communication",
  respect_and_rights: "Relationship · Respect and rights",
};
