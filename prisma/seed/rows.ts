import type {
  Case,
  CaseCounter,
  Escalation,
  Event,
  Issue,
  Note,
  Organisation,
  Patient,
  Person,
  Request,
  RoleGrant,
  Site,
  Unit,
} from "@/lib/platform/generated/client";

/** A person without the password hash, which is salted afresh when the data is written. */
export type PersonRow = Omit<Person, "passwordHash">;

/** Every row of the demo data, table by table, in an order that satisfies the foreign keys. */
export type DemoData = {
  organisations: Organisation[];
  sites: Site[];
  units: Unit[];
  people: PersonRow[];
  roleGrants: RoleGrant[];
  patients: Patient[];
  caseCounters: CaseCounter[];
  cases: Case[];
  issues: Issue[];
  notes: Note[];
  escalations: Escalation[];
  requests: Request[];
  events: Event[];
};

export function emptyData(): DemoData {
  return {
    organisations: [],
    sites: [],
    units: [],
    people: [],
    roleGrants: [],
    patients: [],
    caseCounters: [],
    cases: [],
    issues: [],
    notes: [],
    escalations: [],
    requests: [],
    events: [],
  };
}
