import type { AuthorityBasis, AuthorityExtent } from "./schema";

export const BASIS_LABELS: Record<AuthorityBasis, string> = {
  parent_of_minor: "Parent of a minor",
  health_care_proxy: "Health-care power of attorney",
  court_guardian: "Court-appointed guardian",
  executor: "Executor of the estate",
  written_consent: "Written consent of the patient",
  verbal_consent: "Verbal consent, noted",
  advocate: "Advocate",
  other: "Other authority",
};

export const EXTENT_LABELS: Record<AuthorityExtent, string> = {
  everything: "Everything",
  this_case: "One case only",
  as_agreed: "What was agreed",
};

export const REPRESENTATIVE_FIELD_LABELS = {
  name: "Name",
  relation: "What they are to the patient",
  phone: "Phone",
  email: "E-mail",
  basis: "On what ground",
  extent: "What they may be told",
  caseId: "Case",
  agreed: "What was agreed",
  startsOn: "From",
  expiresOn: "Until",
  document: "Document or note",
  seenOn: "Seen on",
} as const;
