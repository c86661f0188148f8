import type { FieldChange, HeardEvent } from "@/lib/events/schema";
import type { Chronicle } from "./events";
import { type DemoPatient, type Registry, registerTwice, type Twin, tellRegistration } from "./patients";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import type { Random } from "./random";
import { DAY, dayOf, officeTime, plus } from "./times";

type Work = {
  random: Random;
  sites: DemoSite[];
  staff: Staff;
  registry: Registry;
  chronicle: Chronicle;
  founded: Date;
  now: Date;
};

const DEATHS = 0.06;
const TWINS: Record<DemoSite["plan"]["key"], number> = { general: 9, clinics: 4, home: 2 };

/** What the cases left out of the register: patients without a case, deaths, and people registered twice, whom it returns. */
export function completeRegister(work: Work): Twin[] {
  return work.sites.flatMap((site) => {
    recordDeaths(work, site);
    const twins = registerTwins(work, site);
    registerTheRest(work, site);
    return twins;
  });
}

function registerTheRest({ random, staff, registry, chronicle, founded, now }: Work, site: DemoSite): void {
  const missing = site.plan.patientCount - registry.known(site).length;
  for (let index = 0; index < missing; index++) {
    const days = random.chance(0.45) ? random.int(2, 20) : random.int(20, 726);
    const at = officeTime(random, plus(founded, days * DAY + random.int(0, DAY)), site.plan.timeZone);
    const by = random.pick(workersAt(staff, { site, roles: ["associate"], at })).row;
    const age = random.weighted(
      ["adult", "grown", "old", "child", "teen", "baby"] as const,
      (each) => AGE_SHARES[each],
    );
    tellRegistration(
      chronicle,
      registry.register({ site, by, at: at < now ? at : plus(now, -DAY), wish: { age } }),
      by,
    );
  }
}

const AGE_SHARES = { adult: 40, grown: 22, old: 22, child: 10, teen: 4, baby: 2 };

function registerTwins({ random, staff, registry, chronicle, now }: Work, site: DemoSite): Twin[] {
  const twice = random
    .shuffle(
      registry
        .known(site)
        .filter(
          ({ row }) =>
            !row.isDeceased &&
            /^\p{Script=Latin}+ /u.test(row.name) &&
            now.getTime() - row.createdAt.getTime() > 40 * DAY,
        ),
    )
    .slice(0, TWINS[site.plan.key]);
  return twice.map((patient) => {
    const between = now.getTime() - patient.row.createdAt.getTime() - 10 * DAY;
    const at = officeTime(random, plus(patient.row.createdAt, between * random.next()), site.plan.timeZone);
    const by = random.pick(workersAt(staff, { site, roles: ["associate"], at })).row;
    const twin = registerTwice(random, { patient, by, at });
    registry.known(site).push(twin);
    tellRegistration(chronicle, twin, by);
    return { twin, of: patient };
  });
}

function recordDeaths(work: Work, site: DemoSite): void {
  const { random, registry, now } = work;
  for (const patient of registry.known(site)) {
    const quietDays = (now.getTime() - patient.lastSeenAt.getTime()) / DAY;
    const mayHaveDied =
      !patient.row.isDeceased && quietDays > 120 && (patient.age === "old" || patient.age === "grown");
    if (mayHaveDied && random.chance(DEATHS)) recordDeath(work, site, { patient, quietDays });
  }
}

function recordDeath(
  { random, staff, chronicle }: Work,
  site: DemoSite,
  { patient, quietDays }: { patient: DemoPatient; quietDays: number },
): void {
  const { row } = patient;
  const died = plus(patient.lastSeenAt, (20 + (quietDays - 60) * random.next()) * DAY);
  const at = officeTime(random, plus(died, random.int(1, 14) * DAY), site.plan.timeZone);
  const by = random.pick(workersAt(staff, { site, roles: ["associate"], at })).row;
  row.isDeceased = true;
  row.diedOn = random.chance(0.7) ? dayOf(died) : null;
  row.version += 1;
  const changes: FieldChange[] = [{ field: "isDeceased", before: "no", after: "yes" }];
  if (row.diedOn) changes.push({ field: "diedOn", before: null, after: row.diedOn.toISOString().slice(0, 10) });
  const event: HeardEvent = { type: "patient.changed", data: { changes } };
  chronicle.tell({ subject: { noun: "patient", id: row.id }, siteId: row.siteId, at, actor: by, event });
}
