import type { Person } from "@/lib/shared/person";
import type { LetterheadField, Role } from "./schema";

/** `packId` names the policy pack whose rules hold there. */
export type SiteChoice = { id: string; name: string; packId: string; units: UnitChoice[] };

/** `closedOn`: its last day, "yyyy-mm-dd"; null while it is open. */
export type UnitChoice = { id: string; name: string; closedOn: string | null };

export type ManagedSite = SiteChoice & { timeZone: string; country: string } & Record<LetterheadField, string | null>;

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
  roles: {
    grantId: string;
    role: Role;
    siteId: string;
    site: string;
    unitId: string | null;
    unit: string | null;
    isMine: boolean;
  }[];
  lastSeenAt: string | null;
};

export type SessionRow = {
  id: string;
  userAgent: string;
  address: string;
  startedAt: string;
  lastSeenAt: string;
  isCurrent: boolean;
};

/** Somebody's absence today: the last day of it, and who acts for them, where anybody does. */
export type Away = { untilOn: string; actor: Person | null };

/** Somebody a case can be given to, with what they carry (see weightOf), and whether they are here. */
export type Colleague = {
  id: string;
  name: string;
  role: Role;
  siteIds: string[];
  openCases: number;
  load: number;
  away: Away | null;
};

/** Somebody who owns open cases and can no longer be given any: deactivated, or without a role there. */
export type FormerOwner = { id: string; name: string; openCases: number; load: number };

/** An absence that holds or is to come. Days are "yyyy-mm-dd". */
export type AbsenceRow = {
  id: string;
  person: Person;
  fromOn: string;
  untilOn: string;
  cover: Person | null;
  note: string | null;
};
