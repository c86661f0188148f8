import type { AgreementChange, CareStage, Harm, HcatCategory, StaffGroup } from "./schema";

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

/** One tap each: the seven categories in a word or two. */
export const CATEGORY_SHORT: Record<HcatCategory, string> = {
  quality: "Quality",
  safety: "Safety",
  environment: "Environment",
  institutional_processes: "Processes, waiting",
  listening: "Listening",
  communication: "Communication",
  respect_and_rights: "Respect, rights",
};

export const STAGE_LABELS: Record<CareStage, string> = {
  admission: "Admission",
  examination: "Examination, diagnosis",
  ward: "Care on the ward",
  procedure: "Operation, procedure",
  discharge: "Discharge, transfer",
  other: "Other or not known",
};

export const STAFF_GROUP_LABELS: Record<StaffGroup, string> = {
  medical: "Doctors",
  nursing: "Nursing",
  allied_health: "Therapists and technicians",
  administrative: "Reception and administration",
  management: "Management",
  other: "Others",
};

/** Harm as the Healthcare Complaints Analysis Tool grades it; the words between the ends are ours. */
export const HARM_LABELS: Record<Harm, string> = {
  0: "None",
  1: "Minimal",
  2: "Minor",
  3: "Moderate",
  4: "Major",
  5: "Catastrophic",
};

export const CODING_LABELS = {
  summary: "Their words for it",
  category: "Category",
  severity: "Severity",
  stage: "Stage of care",
  staffGroup: "Staff group",
  unitId: "Unit",
  allegedHarm: "Harm, as they tell it",
} as const;

export const DECISION_LABELS = {
  finding: "Finding",
  answer: "Answer",
  whatChanged: "What changed",
  foundHarm: "Harm that was found",
} as const;

/** What became of an issue since the list was agreed. */
export const CHANGE_LABELS: Record<AgreementChange["what"], string> = {
  reworded: "Reworded",
  added: "Added",
  taken_off: "Taken off",
};
