import "server-only";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { isReady } from "../labels";
import { canManageSurveys } from "../policy";
import { draftOf, EMPTY_DRAFT, withoutReserved } from "../rules/draft";
import { READY } from "../rules/ready";
import { type Draft, definitionSchema, draftSchema, type MakeInstrumentInput, unpublishedSchema } from "../schema";
import { instrumentsVisibleTo } from "../scope";

const MOST_INSTRUMENTS = 100;
const NAME_TAKEN = "Another survey of this site has this name. Choose another, or retire that one first.";

/** Begins a survey of a site's own, with nothing or with a copy of another. */
export async function makeInstrument(ctx: UserCtx, input: MakeInstrumentInput): Promise<{ instrumentId: string }> {
  const { siteId, name, from } = input;
  return refusingName(() =>
    withTransaction(ctx, async (tx) => {
      if (!ctx.viewer.sites.some(({ id }) => id === siteId)) throw new NotFound("This site");
      if (!canManageSurveys(ctx.viewer, siteId)) throw new Forbidden("The surveys of a site, its manager makes.");
      await lockSite(tx, siteId);
      const there = await tx.surveyInstrument.count({ where: { siteId, retiredAt: null } });
      if (there >= MOST_INSTRUMENTS)
        throw new Conflict(`A site has at most ${MOST_INSTRUMENTS} surveys of its own. Retire one first.`);
      const draft = await copyOf(tx, ctx, from ?? "");
      const instrumentId = newId();
      const changed = { createdAt: ctx.now, changedAt: ctx.now, changedById: ctx.viewer.personId };
      await tx.surveyInstrument.create({ data: { id: instrumentId, siteId, name, draft, ...changed } });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: siteId },
        siteId,
        event: { type: "survey.instrument_made", data: { instrumentId, name } },
      });
      return { instrumentId };
    }),
  );
}

async function copyOf(tx: Tx, ctx: UserCtx, from: string): Promise<Draft> {
  if (from === "") return EMPTY_DRAFT;
  if (isReady(from)) return withoutReserved(draftOf(READY[from]));
  const row = await tx.surveyInstrument.findFirst({
    where: { AND: [{ id: from }, instrumentsVisibleTo(ctx.viewer)] },
    select: { id: true, draft: true },
  });
  if (!row) throw new Invalid({ from: "This survey could not be found. Choose another, or begin with nothing." });
  const newest = await findNewest(tx, row.id);
  return newest ? draftOf(newest.definition) : draftSchema.parse(row.draft);
}

/** What an instrument of one's own asks by now; null where none of its versions is published. */
export async function findNewest(tx: Tx, instrument: string) {
  const row = await tx.surveyVersion.findFirst({
    where: { instrument },
    orderBy: { version: "desc" },
    select: { id: true, version: true, definition: true },
  });
  return row && { ...row, definition: definitionSchema.parse(row.definition) };
}

/** Always first, so that what the site sends and what it may send are decided one after the other. */
export function lockSite(tx: Tx, siteId: string): Promise<unknown> {
  return tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
}

export async function refusingName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDuplicate(error, "SurveyInstrument_name_key")) throw new Invalid({ name: NAME_TAKEN });
    throw error;
  }
}

/** An instrument that is changed: locked, of a site that the viewer manages, and still in use. */
export async function findForChange(tx: Tx, ctx: UserCtx, instrumentId: string) {
  const of = await tx.surveyInstrument.findFirst({
    where: { AND: [{ id: instrumentId }, instrumentsVisibleTo(ctx.viewer)] },
    select: { siteId: true },
  });
  if (!of) throw new NotFound("This survey");
  if (!canManageSurveys(ctx.viewer, of.siteId)) throw new Forbidden("The surveys of a site, its manager makes.");
  await lockSite(tx, of.siteId);
  const row = await tx.surveyInstrument.findUniqueOrThrow({
    where: { id: instrumentId },
    select: {
      ...{ id: true, siteId: true, name: true, draft: true, unpublished: true, revision: true, retiredAt: true },
      changedBy: { select: { name: true } },
    },
  });
  if (row.retiredAt) throw new Conflict("This survey is retired, so nothing in it can be changed. Copy it to go on.");
  return {
    ...row,
    draft: row.draft === null ? null : draftSchema.parse(row.draft),
    unpublished: row.unpublished === null ? null : unpublishedSchema.parse(row.unpublished),
  };
}

type Changed = Awaited<ReturnType<typeof findForChange>>;

/** The draft that somebody looked at when they began; refused where it is gone or somebody else saved it since. */
export function draftSeen({ draft, revision, changedBy }: Changed, seen: number): Draft {
  if (!draft) throw new Conflict("This draft has been published. Begin a new one to change what is asked.");
  if (revision !== seen)
    throw new Conflict(
      `${changedBy.name} saved this survey since you opened it. What you typed is still here: copy it, then load the page again.`,
    );
  return draft;
}
