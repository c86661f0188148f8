import type { Role } from "./schema";

/** `packId` names the policy pack whose rules hold there. */
export type SiteChoice = { id: string; name: string; packId: string; units: { id: string; name: string }[] };

export type ManagedSite = SiteChoice & { timeZone: string; country: string };

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

/** Somebody a case can be given to, with what they carry: open cases, weighted by severity (low 1, medium 2, high 3). */
export type Colleague = { id: string; name: string; role: Role; siteIds: string[]; openCases: number; load: number };
