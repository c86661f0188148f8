import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { firstLine } from "@/lib/shared/text";
import type { AnsweredEscalation } from "../types";

const DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Answers of the last seven days to escalations that the viewer raised, or on cases that are theirs now, newest first, at most ten. What
 * they answered themselves is no news to them.
 */
export async function listAnsweredForViewer(viewer: Viewer, now: Date): Promise<AnsweredEscalation[]> {
  const { personId } = viewer;
  const rows = await dbFor(viewer).escalation.findMany({
    where: {
      answeredAt: { gte: new Date(now.getTime() - DAYS * DAY_MS) },
      answer: { not: null },
      OR: [{ endedAs: null }, { endedAs: { not: "withdrawn" } }],
      answeredById: { not: personId },
      AND: [{ case: casesVisibleTo(viewer) }, { OR: [{ raisedById: personId }, { case: { ownerId: personId } }] }],
    },
    select: {
      id: true,
      answer: true,
      answeredAt: true,
      answeredBy: { select: { name: true } },
      case: { select: { reference: true, about: true, site: { select: { timeZone: true } } } },
    },
    orderBy: [{ answeredAt: "desc" }, { id: "desc" }],
    take: 10,
  });
  return rows.map(({ id, answer, answeredAt, answeredBy, case: about }) => ({
    id,
    reference: about.reference,
    about: about.about,
    answer: firstLine(answer ?? ""),
    answeredBy: answeredBy?.name ?? "",
    answeredAt: (answeredAt ?? now).toISOString(),
    zone: about.site.timeZone,
  }));
}
