import type { Money } from "@/components/billing/amount-field";
import type { PartyChoice } from "@/lib/follow-up/types";
import type { Person } from "@/lib/shared/person";

/** What the dialogs of a case know of it. */
export type Desk = {
  caseId: string;
  /** Today at the site, "yyyy-mm-dd". */
  today: string;
  me: string;
  /** Who may answer for something here. */
  workers: Person[];
  parties: PartyChoice[];
  languages: { tag: string; name: string }[];
  /** The language in which they need an interpreter. */
  language: string | null;
  money: Money;
};
