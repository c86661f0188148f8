import type {
  Case,
  CaseCounter,
  CaseFacts,
  Escalation,
  Event,
  Issue,
  KindChange,
  Note,
  Organisation,
  Patient,
  Person,
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
  caseFacts: CaseFacts[];
  kindChanges: KindChange[];
  issues: Issue[];
  notes: Note[];
  escalations: Escalation[];
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
    caseFacts: [],
    kindChanges: [],
    issues: [],
    notes: [],
    escalations: [],
    events: [],
  };
}
