import "server-only";
import { canAnswerEscalation } from "@/lib/case/policy";
import type { Severity } from "@/lib/case/schema";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { LEVELS, type Level, TARGET_ROLES } from "../rules/matrix";
import type { BoardColumn, BoardEntry } from "../types";

const BOARD_SHOWN = 50;

const BOARD = {
  ...{ id: true, level: true, reason: true, route: true, raisedAt: true, toRole: true, answerBy: true, toldAt: true },
  ...{ isUrgent: true, reminders: true, siteId: true, toPersonId: true, nextCheckAt: true },
  raisedBy: { select: { id: true, name: true } },
  toPerson: { select: { id: true, name: true } },
  case: {
    select: {
      ...{ id: true, reference: true, about: true, kind: true, severity: true, state: true, ownerId: true },
      ...{ siteId: true, reporterName: true },
      patient: { select: { name: true } },
      owner: { select: { id: true, name: true } },
      site: { select: { name: true, timeZone: true } },
    },
  },
} satisfies Prisma.EscalationSelect;

/** What waits for an answer where the viewer sees cases, by level, the oldest first. */
export async function listBoard(viewer: Viewer): Promise<BoardColumn[]> {
  const db = dbFor(viewer);
  const open = { answeredAt: null, case: { AND: [casesVisibleTo(viewer), { closedAt: null, mergedIntoId: null }] } };
  return Promise.all(
    LEVELS.map(async (level) => {
      const where = { ...open, level };
      const [rows, count] = await Promise.all([
        db.escalation.findMany({
          where,
          select: BOARD,
          orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
          take: BOARD_SHOWN,
        }),
        db.escalation.count({ where, take: 1_000 }),
      ]);
      return { level, count, entries: rows.map((row) => toEntry(viewer, level, row)) };
    }),
  );
}

function toEntry(viewer: Viewer, level: Level, row: Prisma.EscalationGetPayload<{ select: typeof BOARD }>): BoardEntry {
  const { case: about } = row;
  return {
    ...{ id: row.id, level, reason: row.reason, route: row.route, raisedBy: row.raisedBy, to: row.toPerson },
    raisedAt: row.raisedAt.toISOString(),
    toRole: TARGET_ROLES.find((role) => role === row.toRole) ?? null,
    answerBy: row.answerBy?.toISOString() ?? null,
    waitsForMorning: row.toldAt === null && row.nextCheckAt !== null,
    ...{ isUrgent: row.isUrgent, reminders: row.reminders },
    case: {
      ...{ id: about.id, reference: about.reference, about: about.about, kind: about.kind, owner: about.owner },
      severity: about.severity as Severity,
      patient: about.patient?.name ?? about.reporterName,
      ...{ site: about.site.name, zone: about.site.timeZone },
    },
    mayAnswer: canAnswerEscalation(viewer, { ...about, escalation: row }),
  };
}
