import "server-only";
import { reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type ActionFigures, countActions } from "../rules/figures";
import { improvementsVisibleTo } from "../scope";

/** More than any organisation plans in the years a report spans. */
const MOST = 10_000;

type Asked = { siteIds: string[]; from: string; to: string };

/** Of the actions whose day lies in these days, both included: how many were done on time, and how many of those verified had their effect. */
export async function readActionFigures(
  viewer: Viewer,
  { siteIds, from, to }: Asked,
  now = new Date(),
): Promise<ActionFigures> {
  const rows = await reportsFor(viewer).improvement.findMany({
    where: {
      AND: [
        improvementsVisibleTo(viewer),
        { siteId: { in: siteIds }, dueOn: { gte: new Date(from), lte: new Date(to) } },
      ],
    },
    select: { state: true, dueOn: true, doneOn: true },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const actions = rows.map(({ state, dueOn, doneOn }) => ({ state, dueOn: isoDay(dueOn), doneOn: isoDay(doneOn) }));
  return countActions(actions, isoDay(dayIn(now, viewer.zone)));
}
