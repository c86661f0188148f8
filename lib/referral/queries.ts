import "server-only";
import { canAddNote } from "@/lib/case/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { packOf } from "@/lib/regulation/rules";
import { isoDay } from "@/lib/shared/dates";
import { bodiesOf } from "./rules";
import type { CaseReferrals } from "./types";

const MOST = 50;

/** Where a case went outside, the latest first, and what its rules name. */
export async function listReferrals(viewer: Viewer, caseId: string): Promise<CaseReferrals> {
  const found = await dbFor(viewer).case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: {
      ...{ siteId: true, state: true, ownerId: true, packId: true, packVersion: true, mergedIntoId: true },
      referrals: {
        where: { voidedAt: null },
        select: { id: true, body: true, referredOn: true, recordedBy: { select: { name: true } } },
        orderBy: [{ referredOn: "desc" }, { id: "desc" }],
        take: MOST,
      },
    },
  });
  if (!found) return { rows: [], bodies: [], mayRecord: false };
  return {
    rows: found.referrals.map(({ id, body, referredOn, recordedBy }) => ({
      ...{ id, body, referredOn: isoDay(referredOn), by: recordedBy.name },
    })),
    bodies: bodiesOf(packOf(found)),
    mayRecord: found.mergedIntoId === null && canAddNote(viewer, { ...found, escalation: null }),
  };
}
