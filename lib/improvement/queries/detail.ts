import "server-only";
import { OWNER_ROLES, sitesFor } from "@/lib/access/policy";
import { toUnitChoice, UNITS } from "@/lib/access/queries";
import { readReference } from "@/lib/case/rules";
import { casesVisibleTo } from "@/lib/case/scope";
import { workersAt } from "@/lib/follow-up/scope";
import { dbFor } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { canPlanImprovement, canUpdateImprovement, canVerifyImprovement } from "../policy";
import { canChangePlan } from "../rules/plan-fields";
import { DIRECTIONS, IMPROVEMENT_MEASURES } from "../schema";
import { improvementsVisibleTo } from "../scope";
import type { CycleRow, ImprovementDetail, Origin, PlanChoices, PlanningSite } from "../types";
import { standingOf } from "./list";

/** More than one action is of, or than anybody reads. */
const MOST = 100;
const NAMED = { select: { id: true, name: true } } as const;

export async function getImprovement(viewer: Viewer, id: string, now: Date): Promise<ImprovementDetail> {
  const row = idSchema.safeParse(id).success
    ? await dbFor(viewer).improvement.findFirst({
        where: { AND: [{ id }, improvementsVisibleTo(viewer)] },
        include: {
          ...{ unit: NAMED, owner: NAMED, madeBy: NAMED, verifiedBy: NAMED },
          site: { select: { name: true, timeZone: true } },
          cases: {
            where: { case: casesVisibleTo(viewer) },
            select: { letterId: true, case: { select: { reference: true, about: true } } },
            orderBy: [{ at: "desc" }, { caseId: "desc" }],
            take: MOST,
          },
          verdicts: {
            include: { verifiedBy: NAMED, reopenedBy: NAMED },
            orderBy: { reopenedAt: "desc" },
            take: MOST,
          },
          cycles: {
            include: { begunBy: NAMED, decidedBy: NAMED },
            orderBy: [{ begunAt: "desc" }, { id: "desc" }],
            take: MOST,
          },
        },
      })
    : null;
  if (!row) throw new NotFound("This action");
  const { title, state, change, owner, kinds, cause, madeBy, madeAt, reason, study, verifiedBy, verifiedAt } = row;
  const outside = outsideOf(row);
  return {
    ...{ id, title, state, change, owner, kinds, cause, reason },
    ...{
      siteId: row.siteId,
      unitId: row.unitId,
      site: row.site.name,
      unit: row.unit?.name ?? null,
      zone: row.site.timeZone,
    },
    ...standingOf({ state, dueOn: row.dueOn, zone: row.site.timeZone }, now),
    ...{ measure: oneOf(IMPROVEMENT_MEASURES, row.measure), direction: oneOf(DIRECTIONS, row.direction) },
    ...{ madeBy: madeBy.name, madeAt: madeAt.toISOString() },
    ...{ startedOn: isoDay(row.startedOn), doneOn: isoDay(row.doneOn) },
    verified:
      verifiedBy && verifiedAt && study ? { by: verifiedBy.name, at: verifiedAt.toISOString(), study, outside } : null,
    cases: row.cases.map(({ letterId, case: linked }) => ({ ...linked, letterId })),
    cycles: row.cycles.map(toCycle),
    verdicts: row.verdicts.map((one) => ({
      ...{ isEffective: one.isEffective, study: one.study, outside: outsideOf(one), doneOn: isoDay(one.doneOn) },
      ...{ by: one.verifiedBy.name, at: one.verifiedAt.toISOString() },
      ...{ reason: one.reason, reopenedBy: one.reopenedBy.name, reopenedAt: one.reopenedAt.toISOString() },
    })),
    may: {
      update: canUpdateImprovement(viewer, row),
      plan: canPlanImprovement(viewer, row.siteId),
      verify: canVerifyImprovement(viewer, row),
    },
  };
}

function outsideOf({ youSaid, weDid }: { youSaid: string | null; weDid: string | null }) {
  return youSaid && weDid ? { youSaid, weDid } : null;
}

type CycleData = {
  id: string;
  plan: string;
  begunBy: { name: string };
  begunAt: Date;
  did: string | null;
  studied: string | null;
  decision: NonNullable<CycleRow["decided"]>["decision"] | null;
  decidedBy: { name: string } | null;
  decidedAt: Date | null;
};

function toCycle({ id, plan, begunBy, begunAt, did, studied, decision, decidedBy, decidedAt }: CycleData): CycleRow {
  return {
    ...{ id, plan, begunBy: begunBy.name, begunAt: begunAt.toISOString() },
    decided:
      did && studied && decision && decidedBy && decidedAt
        ? { did, studied, decision, by: decidedBy.name, at: decidedAt.toISOString() }
        : null,
  };
}

function oneOf<T extends string>(known: readonly T[], value: string): T {
  const found = known.find((one) => one === value);
  if (!found) throw new Error(`An action holds the unknown value "${value}".`);
  return found;
}

/** The case that an address names, where the viewer sees it and plans actions at its site. */
export async function findOrigin(viewer: Viewer, reference: string | undefined): Promise<Origin | null> {
  const reading = readReference(reference ?? "");
  if (reading.kind !== "reference") return null;
  return dbFor(viewer).case.findFirst({
    where: {
      AND: [
        casesVisibleTo(viewer),
        { reference: reading.reference, siteId: { in: sitesFor(viewer, "improvement.keep") } },
      ],
    },
    select: { reference: true, about: true, siteId: true, unitId: true },
  });
}

/** What an action may be changed to, for whoever may change it; null for everybody else. */
export async function findPlanChoices(viewer: Viewer, action: ImprovementDetail): Promise<PlanChoices | null> {
  if (!action.may.update || !canChangePlan(action.state)) return null;
  const db = dbFor(viewer);
  const ordered = { orderBy: [{ name: "asc" as const }, { id: "asc" as const }] };
  const [units, workers] = await Promise.all([
    db.unit.findMany({ where: { siteId: action.siteId }, ...UNITS }),
    db.person.findMany({ where: workersAt(action.siteId), ...NAMED, ...ordered, take: 1000 }),
  ]);
  return { units: units.map(toUnitChoice), workers };
}

/** The sites at which the viewer plans actions, each with its units and those who may see to one. */
export async function listPlanningSites(viewer: Viewer): Promise<PlanningSite[]> {
  const ids = sitesFor(viewer, "improvement.keep");
  const db = dbFor(viewer);
  const [sites, people] = await Promise.all([
    db.site.findMany({
      where: { id: { in: ids } },
      select: { ...NAMED.select, units: UNITS },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 200,
    }),
    db.person.findMany({
      where: { deactivatedAt: null, roles: { some: { siteId: { in: ids }, role: { in: [...OWNER_ROLES] } } } },
      select: {
        ...NAMED.select,
        roles: { where: { siteId: { in: ids }, role: { in: [...OWNER_ROLES] } }, select: { siteId: true } },
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 1000,
    }),
  ]);
  return sites.map((site) => ({
    ...site,
    units: site.units.map(toUnitChoice),
    workers: people
      .filter(({ roles }) => roles.some(({ siteId }) => siteId === site.id))
      .map(({ id, name }) => ({ id, name })),
  }));
}
