import "server-only";
import { listCovered } from "@/lib/access/queries/absences";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { type MailSection, type Written, writeBundle, writeDigest } from "../emails";
import { describeNews } from "../labels";
import { getChoices, ROW, withCases } from "../queries";
import type { MailKind } from "../schema";
import { toldTo } from "../scope";
import type { NotificationRow } from "../types";
import { listWork } from "./work";

const MOST = 50;
const DAY_MS = 86_400_000;

type Planned = { id: string; kind: MailKind; createdAt: Date };

/** What an e-mail says by now to the person it is for, or null where there is nothing left to say. */
export async function composeMail(
  viewer: Viewer,
  { id, kind, createdAt }: Planned,
  now: Date,
): Promise<Written | null> {
  const covered = await listCovered(viewer, now);
  switch (kind) {
    case "bundle":
      return composeBundle(viewer, id, covered);
    case "digest":
      return composeDigest(viewer, createdAt, { covered, now });
    case "letter":
    case "survey":
      return null;
    default:
      return kind satisfies never;
  }
}

async function composeBundle(viewer: Viewer, deliveryId: string, covered: string[]): Promise<Written | null> {
  const found = await dbFor(viewer).notification.findMany({
    where: { AND: [{ deliveryId }, toldTo(viewer), stillSo(viewer, covered)] },
    select: ROW,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const rows = (await withCases(viewer, found)).filter(isStillThere);
  const [first] = rows;
  if (!first) return null;
  const lines = [...new Set(rows.map(describeNews))];
  return writeBundle({ reference: first.reference, path: first.href, lines });
}

/** A case that was given on or taken back meanwhile is no news to whoever had it for a moment, nor to whoever covered for them. */
function stillSo({ personId }: Viewer, covered: string[]): Prisma.NotificationWhereInput {
  const passing = { type: { notIn: ["assigned", "handed_over"] } } satisfies Prisma.NotificationWhereInput;
  return { OR: [passing, { caseId: null }, { case: { ownerId: { in: [personId, ...covered] } } }] };
}

/** Of many cases that were all taken back nothing is left to say. */
function isStillThere({ many }: NotificationRow): boolean {
  return many === null || many.count > 0;
}

type At = { covered: string[]; now: Date };

async function composeDigest(viewer: Viewer, plannedAt: Date, { covered, now }: At): Promise<Written | null> {
  const choices = await getChoices(viewer);
  const sections = [
    ...(choices.digest.includes("work") ? await listWork(viewer, covered, now) : []),
    await listNews(viewer, plannedAt, covered),
  ].filter(({ lines }) => lines.length > 0);
  return sections.length === 0 ? null : writeDigest(sections);
}

/** What the viewer was told since their last digest, wants to find in it, and has not read. */
async function listNews(viewer: Viewer, plannedAt: Date, covered: string[]): Promise<MailSection> {
  const last = await dbFor(viewer).mailDelivery.findFirst({
    where: { personId: viewer.personId, kind: "digest", createdAt: { lt: plannedAt } },
    select: { createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const since = last?.createdAt ?? new Date(plannedAt.getTime() - DAY_MS);
  const wanted = { isInDigest: true, readAt: null, createdAt: { gt: since } };
  const found = await dbFor(viewer).notification.findMany({
    where: { AND: [toldTo(viewer), stillSo(viewer, covered), wanted] },
    select: ROW,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const lines = (await withCases(viewer, found)).filter(isStillThere).map(({ reference, href, ...news }) => {
    return { words: [reference, describeNews(news)].filter(Boolean).join(": "), path: href };
  });
  return { title: "New since yesterday", lines };
}
