import { newId } from "@/lib/shared/ids";
import { type Action, ADMINISTER, all, DECIDE, only, type Scene, UNKNOWN } from "../outcomes";
import { uniqueWord } from "../rows";

let daysAhead = 3;
/** A day that no earlier absence of the same person takes. */
function aFreeDay(): string {
  daysAhead += 1;
  return new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
}

export const ACCESS_ACTIONS: Action[] = [
  { name: "findSessionAction", path: "/account", fields: async () => ({}), own: all("harmless"), foreign: null },
  {
    name: "planAbsenceAction",
    use: "of somebody else",
    path: "/triage",
    fields: async ({ staff }) => {
      const day = aFreeDay();
      return { absenceId: newId(), personId: staff.id, fromOn: day, untilOn: day };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "endAbsenceAction",
    use: "of somebody else",
    path: "/triage",
    fields: async ({ rows, staff }) => ({ absenceId: (await rows.absence(staff)).id }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "foundOrganisationAction",
    path: "/welcome",
    fields: async () => ({
      ...{ organisation: "Other", site: "Other", timeZone: "UTC", country: "GB", name: "Eve" },
      ...{ email: `${newId()}@heard.example`, password: "correct horse battery" },
    }),
    own: all("CONFLICT"),
    foreign: null,
  },
  {
    name: "addSiteAction",
    path: "/admin/sites",
    fields: async () => ({ name: `${uniqueWord()} Clinic`, timeZone: "UTC", country: "GB" }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: null,
  },
  {
    name: "addUnitAction",
    path: "/admin/sites",
    fields: async ({ place }) => ({ siteId: place.id, name: uniqueWord() }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "saveLetterheadAction",
    path: "/admin/sites",
    fields: async ({ place }) => ({ siteId: place.id, address: "", phone: "555-0100", email: "", web: "" }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "renameUnitAction",
    path: "/admin/sites",
    fields: async ({ place }) => {
      const [unit] = place.units;
      return { unitId: unit.id, name: uniqueWord(), "base.name": unit.name };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "closeUnitAction",
    path: "/admin/sites",
    fields: async ({ place }) => ({ unitId: place.units[0].id, closedOn: "2024-03-12", "base.closedOn": "" }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "choosePackAction",
    path: "/admin/sites",
    fields: async ({ place }) => ({ siteId: place.id, expectedPackId: "plain", packId: "new-zealand" }),
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "addPersonAction",
    path: "/admin/people",
    fields: async ({ place }) => ({
      ...{ name: "Eve", email: `${newId()}@heard.example`, password: "correct horse battery" },
      ...{ siteId: place.id, role: "associate" },
    }),
    own: only(["administrator"], "done", "FORBIDDEN"),
    foreign: only(["administrator"], "INVALID", "FORBIDDEN"),
  },
  {
    name: "grantRoleAction",
    path: "/admin/people",
    fields: async ({ place, staff }) => ({ personId: staff.id, siteId: place.id, role: "auditor" }),
    own: only(["administrator"], "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "grantRoleAction",
    use: "at a site that one does not administer",
    path: "/admin/people",
    fields: async ({ elsewhere, staff }) => ({ personId: staff.id, siteId: elsewhere.id, role: "auditor" }),
    own: only(["administrator"], "INVALID", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "withdrawRoleAction",
    path: "/admin/people",
    fields: async ({ rows, place }) => {
      const person = await rows.person({ role: "auditor", place });
      return { grantId: await rows.grant(person, "manager", place) };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  ...(["deactivatePersonAction", "setPasswordAction"] as const).map((name) => ({
    name,
    path: "/admin/people",
    fields: async ({ rows, place }: Scene) => {
      const { id } = await rows.person({ role: "auditor", place });
      return { personId: id, password: "correct horse battery" };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  })),
  {
    name: "reactivatePersonAction",
    path: "/admin/people",
    fields: async ({ rows, place }) => {
      const { id } = await rows.person({ role: "auditor", place });
      await rows.write('UPDATE "Person" SET "deactivatedAt" = now() WHERE "id" = $1', [id]);
      return { personId: id };
    },
    own: ADMINISTER,
    foreign: UNKNOWN,
  },
  {
    name: "changePasswordAction",
    use: "without knowing the one that holds",
    path: "/account",
    fields: async () => ({ current: "a guess", password: "correct horse battery", again: "correct horse battery" }),
    own: all("INVALID"),
    foreign: null,
  },
  {
    name: "endOwnSessionAction",
    use: "of somebody else",
    path: "/account",
    fields: async ({ rows, staff }) => ({ sessionId: await rows.session(staff) }),
    own: UNKNOWN,
    foreign: UNKNOWN,
  },
];
