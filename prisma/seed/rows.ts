import type {
  Case,
  CaseCounter,
  Escalation,
  Event,
  EventDetail,
  Issue,
  Note,
  Organisation,
  Patient,
  PatientAlert,
  PatientMerge,
  Person,
  Representative,
  RoleGrant,
  Site,
  Unit,
} from "@/lib/platform/generated/client";

/** A person without the password hash, which is salted afresh when the data is written. */
export type PersonRow = Omit<Person, "passwordHash">;

/** A patient without what the database makes of the record number. */
export type PatientRow = Omit<Patient, "recordNumberKey">;

/** Every row of the demo data, table by table, in an order that satisfies the foreign keys. */
export type DemoData = {
  organisations: Organisation[];
  sites: Site[];
  units: Unit[];
  people: PersonRow[];
  roleGrants: RoleGrant[];
  patients: PatientRow[];
  representatives: Representative[];
  patientMerges: PatientMerge[];
  patientAlerts: PatientAlert[];
  caseCounters: CaseCounter[];
  cases: Case[];
  issues: Issue[];
  notes: Note[];
  escalations: Escalation[];
  events: Event[];
  eventDetails: EventDetail[];
};

export function emptyData(): DemoData {
  return {
    organisations: [],
    sites: [],
    units: [],
    people: [],
    roleGrants: [],
    patients: [],
    representatives: [],
    patientMerges: [],
    patientAlerts: [],
    caseCounters: [],
    cases: [],
    issues: [],
    notes: [],
    escalations: [],
    events: [],
    eventDetails: [],
  };
}
