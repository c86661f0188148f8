import type { ContactChannel, PatientSex } from "./schema";

/** A patient as a list or a banner shows them. Days are "yyyy-mm-dd". */
export type PatientRow = {
  id: string;
  siteId: string;
  site: string;
  name: string;
  preferredName: string | null;
  recordNumber: string | null;
  bornOn: string | null;
  age: number | null;
  isDeceased: boolean;
  /** BCP 47 tag, and what it is called. */
  language: string | null;
  languageName: string | null;
  needsInterpreter: boolean;
};

export type PatientDetail = PatientRow & {
  pronouns: string | null;
  /** As they describe themselves; null: not asked. */
  sex: PatientSex | null;
  ethnicity: string | null;
  /** The policy pack of their site: which list of ethnicities holds. */
  packId: string;
  diedOn: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  preferredChannel: ContactChannel | null;
  contactNote: string | null;
  version: number;
  canChange: boolean;
};
