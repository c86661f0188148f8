import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { Prisma } from "@/lib/platform/db";
import type { Viewer, ViewerSite } from "@/lib/platform/viewer";
import type { QueueFilter, QueueTab } from "../schema";
import { doneFacts } from "./queue-done";
import { dueFacts } from "./queue-due";
import { isOfIssues, issuesFact } from "./queue-issues";
import { type Instants, inDays, instantsDue, isOfRunning, unheardBefore } from "./queue-times";

/** What is read by itself: of a site what is open or what is closed, or both of it where nobody asks for an order. */
export type Stretch = { site: ViewerSite; isOpen: boolean | null };

/** One thing that is asked of a case, which is called "c". */
export type Fact = {
  sql: (stretch: Stretch) => Prisma.Sql;
  /** What the fact is a range of: the order by it holds all its cases one after the other. */
  column?: string;
  /** Whether an index holds its cases, and no others, in the order of arrival. */
  isLed?: boolean;
  /** Where its cases stand by themselves, with what tells a stretch and the order of arrival; of use where nothing else is asked. */
  source?: Prisma.Sql;
};

/** How far a list of the queue reaches: where it lies, and what is asked of each case there, that which leaves the fewest first. */
export type Reach = { stretches: Stretch[]; facts: Fact[] };

export type Asked = Partial<QueueFilter> & { now?: Date };

/** What `queueWhere` says, in SQL. */
export function reachOf(viewer: Viewer, tab: QueueTab, filter: Asked): Reach {
  const facts = [...tabFacts(viewer, tab), ...factsOf(viewer, filter)];
  const isAlone = facts.length === 1;
  return {
    stretches: stretchesOf(viewer, tab, filter),
    facts: facts.map(({ source, ...fact }) => (isAlone && source ? { ...fact, source, isLed: true } : fact)),
  };
}

/** Where a list lies. Where it can hold nothing is not looked: the planner would look there for long. */
function stretchesOf(viewer: Viewer, tab: QueueTab, filter: Asked): Stretch[] {
  const { site: asked, state, waiting, escalated } = filter;
  const seen = new Set(sitesFor(viewer, "case.see"));
  const sites = viewer.sites.filter(({ id }) => seen.has(id) && (!asked || asked.includes(id)));
  const isOfOpen = isOfRunning(filter) || waiting !== undefined || escalated === "yes";
  const mayBeOpen = tab !== "closed" && (!state || state.some((one) => one !== "closed"));
  const mayBeClosed = (tab === "closed" || tab === "all") && !isOfOpen && (!state || state.includes("closed"));
  return sites.flatMap((site) => [
    ...(mayBeOpen ? [{ site, isOpen: true }] : []),
    ...(mayBeClosed ? [{ site, isOpen: false }] : []),
  ]);
}

function tabFacts(viewer: Viewer, tab: QueueTab): Fact[] {
  switch (tab) {
    case "mine":
      return [led(Prisma.sql`c."ownerId" = ${viewer.personId}::uuid`)];
    case "unassigned":
      return [led(Prisma.sql`c."ownerId" IS NULL`)];
    case "escalated":
      return [led(Prisma.sql`c."escalatedAt" IS NOT NULL`)];
    case "open":
    case "closed":
    case "all":
      return [];
    default:
      return tab satisfies never;
  }
}

function factsOf(viewer: Viewer, filter: Asked): Fact[] {
  const { now, clock, unheard, escalated, tag, from, to, updatedFrom, updatedTo } = filter;
  const isEscalated = Prisma.sql`c."escalatedAt" IS NOT NULL`;
  const facts: (Fact | false | undefined | "")[] = [
    filter.run && is(isOfRun(filter.run)),
    issuesFact(filter),
    ...dueFacts(filter),
    ...doneFacts(filter),
    escalated && (escalated === "yes" ? led(isEscalated) : is(Prisma.sql`NOT ${isEscalated}`)),
    among("waitingFor", filter.waiting, "WaitingFor"),
    tag && { sql: (stretch) => hasTag(stretch, tag), source: casesTagged(tag) },
    among("language", filter.language, "text"),
    filter.owner && amongOrNone("ownerId", ownersOf(viewer, filter.owner)),
    filter.unit && !isOfIssues(filter) && amongOrNone("unitId", filter.unit),
    among("channel", filter.channel, "Channel"),
    among("reporterKind", filter.reporter, "ReporterKind"),
    among("kind", filter.kind, "CaseKind"),
    among("severity", filter.severity, "smallint"),
    among("state", filter.state, "CaseState"),
    clock && now && within("nextDueAt", () => instantsDue(clock, now)),
    unheard !== undefined && now && within("unheardSince", (site) => ({ lt: unheardBefore(site, unheard, now) })),
    (from || to) && within("receivedAt", (site) => inDays(site, { from, to })),
    (updatedFrom || updatedTo) && within("updatedAt", (site) => inDays(site, { from: updatedFrom, to: updatedTo })),
  ];
  return facts.filter((fact) => typeof fact === "object");
}

const is = (sql: Prisma.Sql): Fact => ({ sql: () => sql });
const led = (sql: Prisma.Sql): Fact => ({ ...is(sql), isLed: true });

type Listed =
  | "waitingFor"
  | "language"
  | "channel"
  | "reporterKind"
  | "kind"
  | "severity"
  | "state"
  | "ownerId"
  | "unitId";

function among(column: Listed, values: readonly (string | number)[] | undefined, type: string): Fact | undefined {
  if (!values) return undefined;
  const cast = Prisma.raw(/^[A-Z]/.test(type) ? `"${type}"` : type);
  const listed = Prisma.join(values.map((value) => Prisma.sql`${value}::${cast}`));
  return { ...is(Prisma.sql`${columnOf(column)} IN (${listed})`), column, isLed: values.length === 1 };
}

/** Of these ids, or of none where "none" or "nobody" is among them. */
function amongOrNone(column: "ownerId" | "unitId", values: string[]): Fact | undefined {
  const ids = values.filter((value) => value !== "none" && value !== "nobody");
  const some = ids.length > 0 ? among(column, ids, "uuid") : undefined;
  if (ids.length === values.length) return some;
  const isNone = Prisma.sql`${columnOf(column)} IS NULL`;
  return some ? { sql: (stretch) => Prisma.sql`(${isNone} OR ${some.sql(stretch)})` } : led(isNone);
}

const ownersOf = (viewer: Viewer, owners: string[]) =>
  owners.map((owner) => (owner === "me" ? viewer.personId : owner));

function hasTag({ site, isOpen }: Stretch, tagIds: string[]): Prisma.Sql {
  const ids = Prisma.join(tagIds.map((id) => Prisma.sql`${id}::uuid`));
  return Prisma.sql`EXISTS (SELECT FROM "CaseTag" t WHERE t."caseId" = c."id" AND t."removedAt" IS NULL
    AND t."siteId" = ${site.id}::uuid AND t."tagId" IN (${ids})
    ${isOpen === null ? Prisma.empty : Prisma.sql`AND t."isOpen" = ${Prisma.raw(String(isOpen))}`})`;
}

/** A case has a tag once; of several tags it may have more than one. */
function casesTagged([tagId, ...others]: string[]): Prisma.Sql | undefined {
  if (others.length > 0) return undefined;
  return Prisma.sql`(
    SELECT t."caseId" AS "id", t."siteId", t."isOpen", t."receivedAt", NULL::uuid AS "mergedIntoId"
    FROM "CaseTag" t WHERE t."removedAt" IS NULL AND t."tagId" = ${tagId}::uuid)`;
}

/** As `changedBy` of the scope says it. */
function isOfRun(runId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM "BulkRow" r WHERE r."caseId" = c."id" AND r."runId" = ${runId}::uuid
    AND r."outcome" = 'done' AND (r."undone" IS NULL OR r."undone" = 'left_out'))`;
}

function within(column: string, instants: (site: ViewerSite) => Instants): Fact {
  const of = columnOf(column);
  const sql = ({ site }: Stretch) => {
    const { gte, lte, lt } = instants(site);
    return Prisma.join(
      [
        ...(gte ? [Prisma.sql`${of} >= ${gte}::timestamptz`] : []),
        ...(lte ? [Prisma.sql`${of} <= ${lte}::timestamptz`] : []),
        ...(lt ? [Prisma.sql`${of} < ${lt}::timestamptz`] : []),
      ],
      " AND ",
    );
  };
  return { sql, column };
}

/** These names are all written here, none by whoever asks. */
export const columnOf = (name: string): Prisma.Sql => Prisma.raw(`c."${name}"`);

/** What stands in a stretch, as its indexes know it. */
function inStretch({ site, isOpen }: Stretch): Prisma.Sql {
  const standing = Prisma.sql`c."siteId" = ${site.id}::uuid AND c."mergedIntoId" IS NULL`;
  if (isOpen === null) return standing;
  return Prisma.sql`${standing} AND c."isOpen" = ${Prisma.raw(String(isOpen))}`;
}

/** The cases of a stretch for which all of these hold. */
export function casesIn(stretch: Stretch, facts: Fact[], { isByArrival }: { isByArrival: boolean }): Prisma.Sql {
  // Its rows hold nothing by which another fact could be told.
  const source = isByArrival && facts.length === 1 ? facts[0]?.source : undefined;
  const asked = source ? [] : facts.map((fact) => Prisma.sql`AND ${fact.sql(stretch)}`);
  return Prisma.sql`FROM ${source ?? Prisma.raw(`"Case"`)} c WHERE ${inStretch(stretch)} ${asked.length > 0 ? Prisma.join(asked, " ") : Prisma.empty}`;
}
