import "server-only";
import { Prisma } from "@/lib/platform/db";
import type { QueueCounted } from "../schema";
import type { Asked } from "./queue-facts";

const UPHELD = ["upheld", "partly_upheld"] as const;

/** What a figure that counts issues asks of each (decision 0045). */
const COUNTED: Partial<Record<QueueCounted, Prisma.IssueWhereInput>> = {
  issue_found: { finding: { not: null } },
  issue_upheld: { finding: { in: [...UPHELD] } },
  high_severity: { severity: 3 },
};
const COUNTED_SQL: Partial<Record<QueueCounted, Prisma.Sql>> = {
  issue_found: Prisma.sql`AND i."finding" IS NOT NULL`,
  issue_upheld: Prisma.sql`AND i."finding" IN ('upheld', 'partly_upheld')`,
  high_severity: Prisma.sql`AND i."severity" = 3`,
};

/** Whether issues are asked for: a unit is then the one that they are about, and not their case's. */
export function isOfIssues({ cause, counted }: Asked): boolean {
  return cause !== undefined || (counted !== undefined && counted in COUNTED);
}

/** What one issue at least has all of; one without a unit of its own is of its case's. */
export function issuesWhere(filter: Asked): Prisma.CaseWhereInput[] {
  if (!isOfIssues(filter)) return [];
  const { cause, counted, unit } = filter;
  const raised = {
    ...(cause ? { category: { in: cause } } : {}),
    ...(counted ? COUNTED[counted] : {}),
    voidedAt: null,
  };
  if (!unit) return [{ issues: { some: raised } }];
  const ids = unit.filter((one) => one !== "none");
  const isOfCase = [{ unitId: { in: ids } }, ...(ids.length < unit.length ? [{ unitId: null }] : [])];
  return [
    {
      OR: [
        { issues: { some: { ...raised, unitId: { in: ids } } } },
        { OR: isOfCase, issues: { some: { ...raised, unitId: null } } },
      ],
    },
  ];
}

/** The same in SQL. */
export function issuesFact(filter: Asked): { sql: () => Prisma.Sql } | false {
  if (!isOfIssues(filter)) return false;
  const { cause, counted, unit } = filter;
  const listed = cause && Prisma.join(cause.map((one) => Prisma.sql`${one}::"HcatCategory"`));
  const sql = Prisma.sql`EXISTS (SELECT FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL
    ${listed ? Prisma.sql`AND i."category" IN (${listed})` : Prisma.empty}
    ${(counted && COUNTED_SQL[counted]) ?? Prisma.empty} ${unit ? Prisma.sql`AND ${isOfUnits(unit)}` : Prisma.empty})`;
  return { sql: () => sql };
}

function isOfUnits(units: string[]): Prisma.Sql {
  const unit = Prisma.sql`coalesce(i."unitId", c."unitId")`;
  const ids = units.filter((one) => one !== "none").map((one) => Prisma.sql`${one}::uuid`);
  const isNone = units.length > ids.length ? [Prisma.sql`${unit} IS NULL`] : [];
  const isSome = ids.length > 0 ? [Prisma.sql`${unit} IN (${Prisma.join(ids)})`] : [];
  return Prisma.sql`(${Prisma.join([...isSome, ...isNone], " OR ")})`;
}
