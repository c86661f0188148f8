import "server-only";
import { readReference } from "@/lib/case/rules";
import { casesVisibleTo } from "@/lib/case/scope";
import type { UserCtx } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Invalid, NotFound } from "@/lib/platform/errors";

const ROW = {
  id: true,
  reference: true,
  siteId: true,
  kind: true,
  state: true,
  ownerId: true,
  closedAt: true,
  escalatedAt: true,
  mergedIntoId: true,
  mergedInto: { select: { reference: true } },
  billingDispute: { select: { id: true } },
} satisfies Prisma.CaseSelect;

export type JoinedCase = Prisma.CaseGetPayload<{ select: typeof ROW }>;

/** The id of the case that a typed reference names, if the viewer may open it; else says so beside the field. */
export async function findNamed(tx: Tx, ctx: UserCtx, { typed, field }: { typed: string; field: string }) {
  const reading = readReference(typed);
  if (reading.kind !== "reference") {
    throw new Invalid({ [field]: "This is not a case's reference, like PR-26-004217-8. Check its digits." });
  }
  const where = { AND: [{ reference: reading.reference }, casesVisibleTo(ctx.viewer)] };
  const row = await tx.case.findFirst({ where, select: { id: true } });
  if (!row) throw new Invalid({ [field]: "There is no case with this reference that you can open." });
  return row.id;
}

/** Both cases, locked in the order of their ids, so that two who join the same two wait for each other instead of both going on. */
export async function lockBoth(tx: Tx, ctx: UserCtx, firstId: string, secondId: string) {
  await tx.$executeRaw`
    SELECT "id" FROM "Case" WHERE "id" IN (${firstId}::uuid, ${secondId}::uuid) ORDER BY "id" FOR UPDATE`;
  const rows = await tx.case.findMany({
    where: { AND: [{ id: { in: [firstId, secondId] } }, casesVisibleTo(ctx.viewer)] },
    select: ROW,
    take: 2,
  });
  const first = rows.find(({ id }) => id === firstId);
  const second = rows.find(({ id }) => id === secondId);
  if (!first || !second) throw new NotFound("One of these cases");
  return [first, second] as const;
}

/** The case from which somebody joins it with another. */
export async function findOwn(tx: Tx, ctx: UserCtx, caseId: string) {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: { id: true, siteId: true },
  });
  if (!row) throw new NotFound("This case");
  return row;
}
