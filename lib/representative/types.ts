import type { AuthorityBasis, AuthorityExtent } from "./schema";

/** Somebody who may be told about a patient, as lists and rules read them. Days are "yyyy-mm-dd". */
export type Representative = {
  id: string;
  name: string;
  relation: string | null;
  phone: string | null;
  email: string | null;
  basis: AuthorityBasis;
  extent: AuthorityExtent;
  /** The case that the extent names; its reference is empty where the viewer may not see it. */
  case: { id: string; reference: string } | null;
  agreed: string | null;
  startsOn: string | null;
  expiresOn: string | null;
  document: string | null;
  seenOn: string | null;
  seenBy: string | null;
  ended: { at: string; by: string; reason: string } | null;
};

/** What the rules need to know of the patient. */
export type Represented = { isDeceased: boolean; bornOn: string | null };
