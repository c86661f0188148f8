import "server-only";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import type { Ctx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { viewerForJob } from "@/lib/platform/viewer";
import { canSeeReport } from "../policy";
import { MOST_READERS } from "../schema";

/**
 * Tells those whom a schedule names that a report is there, each asked again whether they may see it. Who may not is told nothing, and that is written down.
 * No figure goes out: the news leads to the report.
 */
export async function tellReaders(tx: Tx, ctx: Ctx, report: { reportId: string; siteIds: string[] }): Promise<void> {
  const { reportId, siteIds } = report;
  const [siteId] = siteIds;
  if (!siteId) return;
  const named = await tx.reportScheduleReader.findMany({
    where: { schedule: { reports: { some: { id: reportId } } } },
    select: { personId: true, person: { select: { name: true } } },
    orderBy: { personId: "asc" },
    take: MOST_READERS,
  });
  const told: string[] = [];
  for (const { personId, person } of named) {
    const viewer = await viewerForJob(personId);
    const wasTold = viewer !== null && canSeeReport(viewer, { siteIds });
    await tx.reportReader.create({ data: { reportId, personId, wasTold, at: ctx.now } });
    if (wasTold) told.push(personId);
    else {
      const event = { type: "report.withheld", data: { reportId, personId, personName: person.name } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
  }
  await notify(tx, ctx, { type: "report_ready", siteId, reportId, to: told, dedupeKey: `report_ready:${reportId}` });
}
