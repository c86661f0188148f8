import "server-only";
import { logCase } from "@/lib/case/mutations/log-case";
import { logCaseSchema } from "@/lib/case/schema";
import { lockCase } from "@/lib/case/scope";
import { linkCases } from "@/lib/case-join/mutations/link-cases";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";
import { viewerToRecord } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { ITEM_LABELS, isReady } from "../labels";
import { severityOf } from "../rules/worry";
import { type Definition, definitionSchema, itemAnswersSchema, worriesSchema } from "../schema";

const OF = {
  ...{ id: true, caseId: true, siteId: true, items: true, comment: true, worries: true, concernId: true },
  version: { select: { definition: true } },
  invitation: { select: { byId: true } },
  case: {
    select: {
      ...{
        reference: true,
        patientId: true,
        unitId: true,
        reporterKind: true,
        reporterName: true,
        reporterContact: true,
      },
      mergedInto: { select: { reference: true } },
    },
  },
} as const;

/**
 * Makes a concern of an answer that asks for a person, in the tray of what nobody has yet and linked with the case that was asked about;
 * once, however often this is called. It is written down in the name of whoever closed that case, who may have left.
 */
export async function raiseConcern(ctx: Ctx, answerId: string): Promise<string | null> {
  return withTransaction(ctx, async (tx) => {
    const of = await tx.surveyAnswer.findUnique({ where: { id: answerId }, select: { caseId: true } });
    if (!of) return null;
    await lockCase(tx, of.caseId);
    const row = await tx.surveyAnswer.findUnique({ where: { id: answerId }, select: OF });
    if (!row || row.concernId !== null) return row?.concernId ?? null;
    const worries = worriesSchema.parse(row.worries);
    if (worries.length === 0) return null;
    const viewer = await viewerToRecord(row.invitation.byId, row.siteId);
    const within: UserCtx = { ...ctx, viewer, within: tx };
    const { patientId, unitId, reporterKind, reporterName, reporterContact, reference } = row.case;
    const definition = definitionSchema.parse(row.version.definition);
    const logged = await logCase(
      within,
      logCaseSchema.parse({
        ...{ idempotencyKey: newId(), siteId: row.siteId, kind: "concern", channel: "survey", reporterKind },
        ...{ reporterName: reporterName ?? undefined, reporterContact: reporterContact ?? undefined },
        ...{ patientId: patientId ?? "", unitId: unitId ?? "", severity: String(severityOf(worries)) },
        words: row.comment ?? tellItems(definition, itemAnswersSchema.parse(row.items)),
      }),
    );
    await tx.surveyAnswer.update({ where: { id: answerId }, data: { concernId: logged.caseId } });
    await linkToOriginal(within, { caseId: logged.caseId, other: row.case.mergedInto?.reference ?? reference });
    await tellOriginal(tx, ctx, { ...row, concern: logged });
    return logged.caseId;
  });
}

const MOST_LOST = 100;
const LOST_DAYS = 30;

/** As raiseConcern, for answers of the last weeks whose own job was lost. Returns how many it made. */
export async function raiseLostConcerns(ctx: Ctx): Promise<number> {
  const since = new Date(ctx.now.getTime() - LOST_DAYS * 86_400_000);
  const lost = await systemDb().surveyAnswer.findMany({
    where: { concernId: null, worries: { not: [] }, answeredAt: { gte: since } },
    select: { id: true },
    orderBy: [{ answeredAt: "asc" }, { id: "asc" }],
    take: MOST_LOST,
  });
  let made = 0;
  for (const { id } of lost) {
    try {
      if (await raiseConcern(ctx, id)) made += 1;
    } catch (error) {
      log.error("the answer to a survey could not be made a concern", { answer: id, error: describeError(error) });
    }
  }
  return made;
}

/** Of somebody who wrote nothing, what they chose. */
function tellItems({ instrument, items, languages }: Definition, given: Record<string, string>): string {
  const lines = items.flatMap((item) => {
    const value = given[item.id];
    if (value === undefined) return [];
    const words = languages.en?.items[item.id];
    const name = (isReady(instrument) ? ITEM_LABELS[item.id] : words?.question) ?? item.id;
    if (item.type === "choice") return [`${name}: ${words?.choices?.[value] ?? value}`];
    return [`${words?.question ?? item.id} ${value} of ${item.to}`];
  });
  return ["No comment was written. Their answers to the survey:", ...lines].join("\n");
}

async function linkToOriginal(ctx: UserCtx, { caseId, other }: { caseId: string; other: string }): Promise<void> {
  await linkCases(ctx, {
    linkId: newId(),
    caseId,
    other,
    relation: "follow_up",
    note: "From the answer to its survey",
  });
}

type Original = { id: string; caseId: string; siteId: string; concern: { caseId: string; reference: string } };

async function tellOriginal(tx: Tx, ctx: Ctx, { id, caseId, siteId, concern }: Original): Promise<void> {
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: {
      type: "survey.concern_raised",
      data: { answerId: id, otherId: concern.caseId, otherReference: concern.reference },
    },
  });
}
