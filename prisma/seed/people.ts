import type { RoleGrant } from "@/lib/platform/generated/client";
import type { Role } from "@/lib/platform/generated/enums";
import accounts from "./demo-accounts.json" with { type: "json" };
import type { Chronicle } from "./events";
import type { DemoSite, Founding, SitePlan } from "./places";
import { idAt, type Random } from "./random";
import type { PersonRow } from "./rows";
import { DAY, HOUR, MINUTE, plus } from "./times";

type SiteKey = SitePlan["key"];
type StaffPlan = {
  name: string;
  role: Role;
  sites: readonly SiteKey[];
  unit?: string;
  /** Days after the founding on which they started and left. */
  joined?: number;
  left?: number;
};

/** Somebody who works here, and from when to when. */
export type Worker = {
  row: PersonRow;
  role: Role;
  sites: readonly SiteKey[];
  unit: string | null;
  from: Date;
  until: Date | null;
};
export type Staff = { workers: Worker[]; grants: RoleGrant[]; administrator: Worker };

const EVERYWHERE: readonly SiteKey[] = ["general", "clinics", "home"];

/** Where the demo accounts hold their role; one that is not named here holds it everywhere. */
const DEMO_PLACES: Partial<Record<Role, Pick<StaffPlan, "sites" | "unit">>> = {
  associate: { sites: ["general"] },
  supervisor: { sites: ["general"] },
  responder: { sites: ["general"], unit: "Day Surgery" },
};

const at = (site: SiteKey, role: Role, ...names: string[]): StaffPlan[] =>
  names.map((name) => ({ name, role, sites: [site] }));
const respondsFor = (site: SiteKey, unit: string, name: string): StaffPlan => ({
  name,
  role: "responder",
  sites: [site],
  unit,
});

const COLLEAGUES: readonly StaffPlan[] = [
  ...at("general", "supervisor", "Patrice Whitlock"),
  ...at("general", "manager", "Gideon Abernathy"),
  ...at(
    "general",
    "associate",
    "Teodora Vasile",
    "Marcus Ohene",
    "Wei-Lin Zhao",
    "Priyanka Sethuraman",
    "Callum Dreyer",
  ),
  { name: "Jolanta Brzezińska", role: "associate", sites: ["general"], left: 590 },
  { name: "Inés Valdovinos", role: "associate", sites: ["general"], joined: 210 },
  respondsFor("general", "Emergency", "Terrence Okafor"),
  respondsFor("general", "Outpatients", "Bettina Kaufholz"),
  respondsFor("general", "Ward 4B", "Rosalind Achterberg"),
  respondsFor("general", "Ward 6A", "Duc Anh Phan"),
  respondsFor("general", "Maternity", "Siobhán Tarpey-Quinn"),
  respondsFor("general", "Radiology", "Farhad Daneshvar"),
  respondsFor("general", "Pharmacy", "Constance Bellefleur"),
  respondsFor("general", "Billing", "Leonard Trujillo"),
  ...at("clinics", "supervisor", "Harriet Pemberley"),
  ...at("clinics", "manager", "Anil Raghunathan-Iyer"),
  ...at("clinics", "associate", "Oluwaseun Adebisi", "Kasia Wróblewska", "Gareth Penhallow", "Nasreen Tariq-Bolton"),
  { name: "Tomos Llewellyn-Pugh", role: "associate", sites: ["clinics"], joined: 340 },
  respondsFor("clinics", "Millgate Clinic", "Verity Ashdown"),
  respondsFor("clinics", "Community Nursing", "Ifeoma Udeagha"),
  respondsFor("clinics", "Physiotherapy", "Mateus Figueira"),
  respondsFor("clinics", "Appointments Line", "Shauna Birtwhistle"),
  ...at("home", "supervisor", "Mereana Paraone"),
  ...at("home", "manager", "Fraser Kinloch"),
  ...at("home", "associate", "Sina Faleolo", "Hēmi Waaka"),
  respondsFor("home", "Rimu Ward", "Jung-hwa Seo"),
  respondsFor("home", "Kitchen and Laundry", "Philippa Garside"),
];

/** The forty people who sign in: the demo accounts and their colleagues. */
export function hireStaff({ random, founding, now }: { random: Random; founding: Founding; now: Date }): Staff {
  const workers = [...accounts.accounts.map(demoPlan), ...COLLEAGUES].map((plan, index) =>
    hire({ random, founding, plan, index, now }),
  );
  const administrator = workers.find(({ role }) => role === "administrator");
  if (!administrator) throw new Error("The demo accounts name no administrator.");
  const grants = workers.flatMap((worker) => grantsOf(random, worker, founding.sites));
  return { workers, grants, administrator };
}

/** Who held one of these roles at a site at that time. */
export function workersAt(
  staff: Staff,
  { site, roles, at }: { site: DemoSite; roles: readonly Role[]; at: Date },
): Worker[] {
  return staff.workers.filter(
    ({ role, sites, from, until }) =>
      roles.includes(role) && sites.includes(site.plan.key) && from <= at && (until === null || at < until),
  );
}

export function tellHiring(chronicle: Chronicle, { workers, grants, administrator }: Staff, sites: DemoSite[]): void {
  const names = new Map(
    sites.flatMap(({ row, units }) => [row, ...units.map((unit) => unit.row)]).map((row) => [row.id, row.name]),
  );
  for (const { row, until } of workers) {
    const subject = { noun: "person", id: row.id } as const;
    const actor = row.id === administrator.row.id ? { id: null, name: "First run" } : administrator.row;
    const { email, name } = row;
    chronicle.tell({
      subject,
      siteId: null,
      at: row.createdAt,
      actor,
      event: { type: "person.added", data: { email, name } },
    });
    for (const { role, siteId, unitId, createdAt } of grants.filter(({ personId }) => personId === row.id)) {
      const data = { role, site: names.get(siteId) ?? "", unit: unitId && (names.get(unitId) ?? null) };
      chronicle.tell({ subject, siteId, at: createdAt, actor, event: { type: "role.granted", data } });
    }
    if (until) {
      chronicle.tell({ subject, siteId: null, at: until, actor, event: { type: "person.deactivated", data: {} } });
    }
  }
}

function demoPlan({ email, role, name }: { email: string; role: string; name: string }): StaffPlan & { email: string } {
  const held = role as Role;
  return { email, name, role: held, sites: EVERYWHERE, ...DEMO_PLACES[held] };
}

function hire({
  random,
  founding,
  plan,
  index,
  now,
}: {
  random: Random;
  founding: Founding;
  plan: StaffPlan & { email?: string };
  index: number;
  now: Date;
}): Worker {
  const { id: organisationId, createdAt: founded } = founding.organisation;
  const createdAt = plan.joined
    ? plus(founded, plan.joined * DAY)
    : plus(founded, plan.role === "administrator" ? MINUTE : 5 * HOUR + index * 7 * MINUTE);
  const until = plan.left ? plus(founded, plan.left * DAY) : null;
  const row: PersonRow = {
    id: idAt(random, createdAt),
    organisationId,
    email: plan.email ?? `${asciiName(plan.name)}@heard.example`,
    name: plan.name,
    mustSetPassword: false,
    deactivatedAt: until !== null && until < now ? until : null,
    createdAt,
    version: until === null ? 1 : 2,
  };
  return {
    row,
    role: plan.role,
    sites: plan.sites,
    unit: plan.unit ?? null,
    from: createdAt,
    until: row.deactivatedAt,
  };
}

function grantsOf(random: Random, { row, role, sites, unit }: Worker, places: DemoSite[]): RoleGrant[] {
  return places
    .filter(({ plan }) => sites.includes(plan.key))
    .map((site, index) => {
      // The administrator is there before the sites are.
      const start = new Date(Math.max(row.createdAt.getTime(), site.row.createdAt.getTime()));
      const createdAt = plus(start, (index + 1) * 20_000);
      const unitId = site.units.find(({ name }) => name === unit)?.row.id ?? null;
      return { id: idAt(random, createdAt), personId: row.id, siteId: site.row.id, unitId, role, createdAt };
    });
}

// "Siobhán Tarpey-Quinn" becomes "siobhan.mac.giolla".
function asciiName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ł", "l")
    .replace(/[^a-z]+/gu, ".");
}
