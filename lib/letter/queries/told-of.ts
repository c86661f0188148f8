import "server-only";
import { z } from "zod";
import { improvementsVisibleTo } from "@/lib/improvement/scope";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { ToldOf } from "../types";

/** More than ever happened to the letters of one case that tell what changed. */
const MOST = 500;
const DATA = z.object({ letterId: z.uuid(), improvementId: z.uuid().optional() });

type Given = { id: string; kind: string; caseId: string };

/**
 * Of letters that tell what changed because of a case, by their id: whether Heard began them, and which of the actions that they tell of
 * have since been taken up again or were found not effective. The events of their cases say so.
 */
export async function readToldOf(viewer: Viewer, letters: Given[]): Promise<Map<string, ToldOf>> {
  const changes = letters.filter(({ kind }) => kind === "change");
  if (changes.length === 0) return new Map();
  const db = dbFor(viewer);
  const found = await db.event.findMany({
    where: {
      chain: { in: [...new Set(changes.map(({ caseId }) => `case:${caseId}`))] },
      type: { in: ["letter.begun", "improvement.told"] },
    },
    select: { type: true, actorId: true, data: true },
    orderBy: [{ chain: "asc" }, { position: "asc" }],
    take: MOST,
  });
  const events = found.flatMap(({ type, actorId, data }) => {
    const read = DATA.safeParse(data);
    return read.success ? [{ type, actorId, ...read.data }] : [];
  });
  const actions = await db.improvement.findMany({
    where: {
      AND: [
        improvementsVisibleTo(viewer),
        {
          id: { in: events.flatMap(({ improvementId }) => improvementId ?? []) },
          state: { not: "verified_effective" },
        },
      ],
    },
    select: { id: true, title: true },
    orderBy: { id: "asc" },
    take: MOST,
  });
  return new Map(
    changes.map(({ id }) => {
      const own = events.filter(({ letterId }) => letterId === id);
      const told = own.map(({ improvementId }) => improvementId);
      const isHeards = own.some(({ type, actorId }) => type === "letter.begun" && actorId === null);
      return [id, { isHeards, noMore: actions.filter((action) => told.includes(action.id)) }];
    }),
  );
}
