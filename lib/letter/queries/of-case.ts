import "server-only";
import { listMergedInto } from "@/lib/case-join/queries/merged";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { troubleOf } from "../rules/trouble";
import { lettersVisibleTo } from "../scope";
import type { ListedLetter } from "../types";
import { readDrafted } from "./drafted";
import { LETTER_ROW, toLetterRow } from "./letters";
import { readToldOf } from "./told-of";

const MOST = 50;

/** What can have gone wrong with it last. */
const TROUBLE = {
  mails: {
    select: { address: true, state: true, reason: true, askedAt: true },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: 1,
  },
  sendings: {
    where: { returnedAt: { not: null } },
    select: { returnedOn: true, returnedReason: true, at: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 1,
  },
} satisfies Prisma.LetterSelect;

/** The letters of a case and of those that are merged into it, the newest first. */
export async function listLettersOfCase(viewer: Viewer, caseId: string): Promise<ListedLetter[]> {
  const db = dbFor(viewer);
  const caseIds = [caseId, ...(await listMergedInto(db, caseId))];
  const rows = await db.letter.findMany({
    where: { AND: [{ caseId: { in: caseIds } }, lettersVisibleTo(viewer)] },
    select: { ...LETTER_ROW, ...TROUBLE, caseId: true, case: { select: { reference: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const drafted = await readDrafted(
    db,
    rows.map(({ id }) => id),
  );
  const told = await readToldOf(viewer, rows);
  return rows.map(({ case: { reference }, mails, sendings, ...row }) => ({
    ...toLetterRow(row),
    ...{ reference, isOfMerged: row.caseId !== caseId, drafted: drafted.get(row.id) ?? null },
    toldOf: told.get(row.id) ?? null,
    trouble: readTrouble({ state: row.state, mails, sendings }),
  }));
}

type Troubled = Prisma.LetterGetPayload<{ select: typeof TROUBLE & { state: true } }>;

function readTrouble({ state, mails: [mail], sendings: [back] }: Troubled): string | null {
  const cameBack =
    back?.returnedOn && back.returnedReason !== null
      ? { returnedReason: back.returnedReason, at: back.at.toISOString(), returnedOn: isoDay(back.returnedOn) }
      : null;
  return troubleOf({ state, mail: mail ? { ...mail, askedAt: mail.askedAt.toISOString() } : null, cameBack });
}
