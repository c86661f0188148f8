import "server-only";
import { z } from "zod";
import { improvementsVisibleTo } from "@/lib/improvement/scope";
import { dbFor, type Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { tellsChange } from "../rules/compose";
import { draftedVersion, type Telling } from "../rules/told-of";
import { lettersVisibleTo } from "../scope";
import type { ToldOf } from "../types";

/** More than ever happened to the letters of one case that tell what changed. */
const MOST = 500;
const DATA = z.object({
  letterId: z.uuid(),
  improvementId: z.uuid().optional(),
  version: z.number().nullable().optional(),
});

type Given = { id: string; kind: string; caseId: string };

/**
 * Of letters that tell what changed because of a case, by their id: whether Heard began them and nobody has written in them since, which of
 * the actions that they tell of have since been taken up again or were found not effective, and which they do not tell of yet. The events of
 * their cases say so.
 */
export async function readToldOf(viewer: Viewer, letters: Given[]): Promise<Map<string, ToldOf>> {
  const changes = letters.filter(({ kind }) => kind === "change");
  if (changes.length === 0) return new Map();
  const db = dbFor(viewer);
  const events = await readTellings(db, [...new Set(changes.map(({ caseId }) => caseId))]);
  const actions = await db.improvement.findMany({
    where: {
      AND: [improvementsVisibleTo(viewer), { id: { in: events.flatMap(({ improvementId }) => improvementId ?? []) } }],
    },
    select: {
      ...{ id: true, title: true, state: true, youSaid: true, weDid: true },
      verdicts: { select: { weDid: true }, orderBy: { reopenedAt: "desc" }, take: MOST },
    },
    orderBy: { id: "asc" },
    take: MOST,
  });
  const texts = await db.letter.findMany({
    where: { AND: [lettersVisibleTo(viewer), { id: { in: changes.map(({ id }) => id) } }] },
    select: { id: true, text: true, version: true },
    orderBy: { id: "asc" },
    take: MOST,
  });
  return new Map(
    texts.map(({ id: letterId, text, version }) => {
      const own = events.filter((event) => event.letterId === letterId);
      const told = actions.map((action) => ({
        ...action,
        times: own.filter((one) => one.improvementId === action.id),
      }));
      const toTell = told.flatMap(({ id, title, state, youSaid, weDid, times }) =>
        state === "verified_effective" &&
        youSaid &&
        weDid &&
        times.at(-1)?.version === null &&
        !tellsChange(text, weDid)
          ? [{ id, title, summary: youSaid, whatChanged: weDid, isAnew: times.slice(0, -1).some(wasPutIn) }]
          : [],
      );
      const isUntouched = draftedVersion(own) === version;
      // Words of Heard that a person wrote in may stand there otherwise by now.
      const mayTell = (words: (string | null)[], times: Telling[]) =>
        words.some((one) => one !== null && tellsChange(text, one)) || (!isUntouched && times.some(wasPutIn));
      const noMore = told
        .filter(
          ({ state, times, weDid, verdicts }) =>
            state !== "verified_effective" &&
            times.length > 0 &&
            mayTell([weDid, ...verdicts.map((one) => one.weDid)], times),
        )
        .map(({ id, title }) => ({ id, title }));
      return [letterId, { isHeards: draftedVersion(own) !== null, isUntouched, noMore, toTell }];
    }),
  );
}

const wasPutIn = ({ version }: Telling) => version !== null;

/** The version of a letter that Heard drafted last to tell what changed; null where it did not begin it. */
export async function lastDrafted(tx: Tx, given: { caseId: string; letterId: string }): Promise<number | null> {
  const events = await readTellings(tx, [given.caseId]);
  return draftedVersion(events.filter(({ letterId }) => letterId === given.letterId));
}

async function readTellings(db: Tx, caseIds: string[]): Promise<(Telling & { letterId: string })[]> {
  const found = await db.event.findMany({
    where: {
      chain: { in: caseIds.map((id) => `case:${id}`) },
      type: { in: ["letter.begun", "improvement.told"] },
    },
    select: { type: true, actorId: true, data: true },
    orderBy: [{ chain: "asc" }, { position: "asc" }],
    take: MOST,
  });
  return found.flatMap(({ type, actorId, data }) => {
    const read = DATA.safeParse(data);
    return read.success ? [{ isBegun: type === "letter.begun", isHeards: actorId === null, ...read.data }] : [];
  });
}
