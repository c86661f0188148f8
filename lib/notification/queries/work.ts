import "server-only";
import { canAnywhere } from "@/lib/access/policy";
import { countTabs, queueWhere } from "@/lib/case/queries/queue";
import type { QueueClock } from "@/lib/case/schema";
import { casesVisibleTo } from "@/lib/case/scope";
import { listOwed } from "@/lib/follow-up/queries/owed";
import { listOwnActions, listToVerify } from "@/lib/improvement/queries/list";
import { listDraftedFor } from "@/lib/letter/queries/drafted";
import { listLettersToDecide } from "@/lib/letter/queries/letters";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { countRequests, listOwnLate } from "@/lib/request/queries";
import { dayIn } from "@/lib/shared/dates";
import { type CappedCount, capCount, formatCount } from "@/lib/shared/page";
import type { MailLine, MailSection } from "../emails";

/** As many as are read on a telephone; the rest is a link away. */
const SHOWN = 20;
/** What a list of My day holds at most; one more is "50+". */
const MOST = 50;

/**
 * What waits for the viewer, the most pressing first: in their own cases, in those of whom they cover, and then what their role decides, as
 * counts. References and links, and nothing of what stands behind them.
 */
export async function listWork(viewer: Viewer, covered: string[], now: Date): Promise<MailSection[]> {
  const [own, requests, theirs, decisions] = await Promise.all([
    listOf(viewer, [viewer.personId], now),
    listOwnLate(viewer, now),
    covered.length > 0 ? listOf(viewer, covered, now) : [],
    listDecisions(viewer, now),
  ]);
  const late = requests.flatMap((request) => request.case?.reference ?? []);
  return [
    ...own,
    { title: "Late requests in your cases", lines: toLines(late, "/requests?tab=late") },
    ...theirs.map(({ title, lines }) => ({ title: `Where you cover: ${title}`, lines })),
    decisions,
  ];
}

/** What is late or due of what these people answer for. */
async function listOf(viewer: Viewer, ownerIds: string[], now: Date): Promise<MailSection[]> {
  const [late, soon, waits, owed, drafted] = await Promise.all([
    listClocks(viewer, { ownerIds, clock: "late", now }),
    listClocks(viewer, { ownerIds, clock: "soon", now }),
    listWaitsOver(viewer, ownerIds, now),
    listOwed(viewer, { ownerIds, now, most: SHOWN + 1 }),
    listDraftedFor(viewer, now, ownerIds),
  ]);
  const toSend = drafted.map(({ reference }) => reference);
  return [
    { title: "Time limits that have run out", lines: toLines(late, "/cases?tab=open&clock=late&sort=due&order=asc") },
    { title: "Broken promises", lines: toLines(owed.broken, "/follow-ups") },
    {
      title: "Time limits that run out within 48 hours",
      lines: toLines(soon, "/cases?tab=open&clock=soon&sort=due&order=asc"),
    },
    { title: "Letters that were drafted and wait to be sent", lines: toLines(toSend, "/") },
    { title: "Promises due today or tomorrow", lines: toLines(owed.promises, "/follow-ups") },
    { title: "Calls and letters due", lines: toLines(owed.calls, "/follow-ups") },
    { title: "Cases to look at again", lines: toLines(waits, "/cases?tab=open&state=waiting") },
  ];
}

type Clocks = { ownerIds: string[]; clock: QueueClock; now: Date };

async function listClocks(viewer: Viewer, { ownerIds, clock, now }: Clocks): Promise<string[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: { AND: [queueWhere(viewer, "open", { clock, now }), { ownerId: { in: ownerIds } }] },
    select: { reference: true },
    orderBy: [{ nextDueAt: "asc" }, { id: "asc" }],
    take: SHOWN + 1,
  });
  return rows.map(({ reference }) => reference);
}

/** The cases of these people whose wait was to end by today. */
async function listWaitsOver(viewer: Viewer, ownerIds: string[], now: Date): Promise<string[]> {
  const rows = await dbFor(viewer).case.findMany({
    where: {
      AND: [
        casesVisibleTo(viewer),
        { ownerId: { in: ownerIds }, state: "waiting" },
        { waits: { some: { endedAt: null, until: { lte: dayIn(now, viewer.zone) } } } },
      ],
    },
    select: { reference: true },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    take: SHOWN + 1,
  });
  return rows.map(({ reference }) => reference);
}

async function listDecisions(viewer: Viewer, now: Date): Promise<MailSection> {
  const [requests, tabs, letters, actions, toVerify] = await Promise.all([
    canAnywhere(viewer, "request.answer") ? countRequests(viewer, now) : null,
    canAnywhere(viewer, "case.assign") ? countTabs(viewer, ["unassigned", "escalated"]) : null,
    listLettersToDecide(viewer),
    listOwnActions(viewer, now),
    listToVerify(viewer, now),
  ]);
  const counted = (count: CappedCount | undefined, words: string, path: string): MailLine[] =>
    count && count.count > 0 ? [{ words: `${words}: ${formatCount(count)}`, path }] : [];
  return {
    title: "Waiting for you",
    lines: [
      ...counted(requests?.asked, "Requests to your unit", "/requests"),
      ...counted(requests?.askedLate, "Late among them", "/requests?tab=late"),
      ...(letters.length > 0 ? [{ words: `Letters for approval: ${letters.length}`, path: "/" }] : []),
      ...counted(
        capCount(actions.length, MOST),
        "Improvement actions late or due within a week",
        "/improvement?tab=mine",
      ),
      ...counted(capCount(toVerify.length, MOST), "Improvement actions to verify", "/improvement?tab=verify"),
      ...counted(tabs?.escalated, "Escalated cases", "/triage"),
      ...counted(tabs?.unassigned, "Cases that nobody has", "/triage"),
    ],
  };
}

function toLines(references: string[], all: string): MailLine[] {
  const known = [...new Set(references)];
  const lines = known.slice(0, SHOWN).map((reference) => ({ words: reference, path: `/cases/${reference}` }));
  return known.length > SHOWN ? [...lines, { words: "There are more: open the list", path: all }] : lines;
}
