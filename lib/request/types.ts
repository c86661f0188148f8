import type { CappedCount } from "@/lib/shared/page";
import type { Person } from "@/lib/shared/person";
import type { RequestState } from "./schema";

type Place = { id: string; name: string };

/** A request as whoever may see it reads it, and nothing of its case. Instants are ISO strings. */
export type RequestRow = {
  id: string;
  unit: Place;
  site: Place & { zone: string };
  state: RequestState;
  question: string;
  dueAt: string;
  isLate: boolean;
  askedBy: Person;
  askedAt: string;
  remindedAt: string | null;
  remindCount: number;
  answer: string | null;
  reason: string | null;
  settledBy: Person | null;
  settledAt: string | null;
  shares: { words: boolean; patient: boolean; issues: boolean };
};

/** The case of a request, for whoever may open it. */
export type RequestCase = { reference: string; about: string };

export type ListedRequest = RequestRow & { case: RequestCase | null };

/** What a request shares of its case; null where it shares none. */
export type Shared = {
  words: string | null;
  patient: { name: string; recordNumber: string | null } | null;
  issues: string[] | null;
};

export type RequestDetail = ListedRequest & {
  shared: Shared;
  may: { reply: boolean; pursue: boolean };
};

/** A request on its case's page. */
export type CaseRequest = RequestRow & {
  hasResponder: boolean;
  /** When the unit may be reminded again; null: now. */
  nextReminderAt: string | null;
  mayPursue: boolean;
};

/** A unit that can be asked, and who answers for it. */
export type UnitToAsk = Place & { responders: string[] };

/** For the rail: asked of the viewer's own units, how much of that is late, and what is late in the cases they see. */
export type RequestCounts = { asked: CappedCount; askedLate: CappedCount; late: CappedCount };
