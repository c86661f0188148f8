import type { AuthorityBasis } from "@/lib/platform/generated/enums";

/** Where the paper is, or how the consent was given. */
export const DOCUMENTS: Record<AuthorityBasis, string[]> = {
  parent_of_minor: ["Birth certificate seen at the desk"],
  health_care_proxy: ["Power of attorney, copy in the record", "Proxy form, original shown at the desk"],
  court_guardian: ["Court order, copy in the record"],
  executor: ["Letters testamentary, copy in the record"],
  written_consent: ["Consent form, signed, in the record", "Signed letter from the patient, in the record"],
  verbal_consent: ["Said so on the phone, two identifiers checked", "Said so at the bedside, nurse present"],
  advocate: ["Appointment of the advocacy service, in the record"],
  other: ["See the notes"],
};

/** What somebody may be told, where it is neither everything nor one case. */
export const AGREEMENTS = [
  "Appointment times and transport, no results.",
  "How the complaint is going, nothing about treatment.",
  "What the wards can change for visits, nothing clinical.",
  "Bills and payments only.",
];
