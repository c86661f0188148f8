import "server-only";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "../labels";
import { canKeepTemplates, canSignOff } from "../policy";
import { languageOf } from "../queries/letters";
import { placeholderProblem } from "../rules/template";
import { HOUSE_LANGUAGE, type SaveTemplateInput, type SignOffTemplateInput } from "../schema";
import { keepersAt, templatesKeptBy } from "../scope";

type Saved = { templateId: string; version: number };

/**
 * Saves a template of a site: a new version where its text is another, and who answers for it until when. Earlier versions stay; a
 * translation is used once somebody else has signed it off.
 */
export async function saveTemplate(ctx: UserCtx, input: SaveTemplateInput): Promise<Saved> {
  try {
    return await withTransaction(ctx, (tx) => save(tx, ctx, input));
  } catch (error) {
    const isLost = [
      "LetterTemplate_one",
      "LetterTemplateVersion_templateId_number_key",
      "LetterTemplateVersion_pkey",
    ].some((index) => isDuplicate(error, index));
    if (!isLost) throw error;
    // By now the other is in, and is either this very form or shown beside it.
    return withTransaction(ctx, (tx) => save(tx, ctx, input));
  }
}

async function save(tx: Tx, ctx: UserCtx, input: SaveTemplateInput): Promise<Saved> {
  const { siteId, kind, language, caseKind, versionId, body, base } = input;
  if (!canKeepTemplates(ctx.viewer, siteId)) throw new NotFound("This site");
  await refuseUnsound(tx, ctx, input);
  const reviewOn = new Date(`${input.reviewOn}T00:00:00Z`);
  const found = await tx.letterTemplate.findFirst({
    where: { AND: [{ siteId, kind, language, caseKind }, templatesKeptBy(ctx.viewer)] },
    select: { id: true, version: true, versions: NEWEST },
  });
  const [newest] = found?.versions ?? [];
  if (found && newest?.id === versionId && newest.body === body)
    return { templateId: found.id, version: found.version };
  if (newest && newest.body !== base && newest.body !== body) throw contest(newest, body);
  const templateId = found?.id ?? newId();
  const version = (found?.version ?? 0) + (newest?.body === body ? 0 : 1);
  const data = { ownerId: input.ownerId, reviewOn, version };
  if (found) await tx.letterTemplate.update({ where: { id: templateId }, data });
  else {
    await tx.letterTemplate.create({
      data: { id: templateId, siteId, kind, language, caseKind, createdAt: ctx.now, ...data },
    });
  }
  if (newest?.body !== body) {
    await tx.letterTemplateVersion.create({
      data: {
        ...{ id: versionId, templateId, siteId, number: version, body },
        ...{ writtenById: ctx.viewer.personId, writtenAt: ctx.now },
      },
    });
  }
  const named = { kind: LETTER_KIND_LABELS[kind], language: LETTER_LANGUAGE_LABELS[language] };
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: {
      type: "letter_template.saved",
      data: { templateId, versionId: newest?.body === body ? newest.id : versionId, version, ...named },
    },
  });
  return { templateId, version };
}

const NEWEST = {
  select: { id: true, number: true, body: true, writtenBy: { select: { name: true } } },
  orderBy: { number: "desc" },
  take: 1,
} as const;

function contest({ body, writtenBy }: { body: string; writtenBy: { name: string } }, yours: string): Conflict {
  return new Conflict(`${writtenBy.name} saved another version meanwhile. Nothing is lost: compare both.`, [
    { field: "body", label: "Text", theirs: body, yours, theirValue: body },
  ]);
}

/** An unknown placeholder would stand in every letter as it is; nobody else than somebody of the site can answer for it. */
async function refuseUnsound(
  tx: Tx,
  ctx: UserCtx,
  { siteId, body, ownerId, reviewOn }: SaveTemplateInput,
): Promise<void> {
  const problem = placeholderProblem(body);
  if (problem) throw new Invalid({ body: problem });
  const [owner, site] = await Promise.all([
    tx.person.findFirst({ where: { AND: [{ id: ownerId }, keepersAt(siteId)] }, select: { id: true } }),
    tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } }),
  ]);
  if (!owner) throw new Invalid({ ownerId: "Choose somebody who works at this site." });
  const today = dayIn(ctx.now, site.timeZone).toISOString().slice(0, 10);
  if (reviewOn <= today) throw new Invalid({ reviewOn: "Choose a day after today, so that somebody reads it again." });
}

/** Signs a translation off, so that letters may begin from it. Never by whoever wrote it. */
export async function signOffTemplate(ctx: UserCtx, { versionId }: SignOffTemplateInput): Promise<Saved> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.letterTemplateVersion.findFirst({
      where: { id: versionId, template: templatesKeptBy(ctx.viewer) },
      select: {
        ...{ templateId: true, siteId: true, number: true, writtenById: true },
        template: { select: { kind: true, language: true } },
      },
    });
    if (!row) throw new NotFound("This template");
    if (!canSignOff(ctx.viewer, row)) {
      throw new Forbidden("Somebody else than whoever wrote it signs a translation off.");
    }
    const done = { templateId: row.templateId, version: row.number };
    if (row.template.language === HOUSE_LANGUAGE)
      throw new Conflict("This is no translation, so nobody has to sign it off.");
    const signed = await tx.letterTemplateVersion.updateMany({
      where: { id: versionId, signedOffAt: null },
      data: { signedOffById: ctx.viewer.personId, signedOffAt: ctx.now },
    });
    // Somebody was faster, and it is signed off all the same.
    if (signed.count === 0) return done;
    const { kind, language } = row.template;
    const named = { kind: LETTER_KIND_LABELS[kind], language: LETTER_LANGUAGE_LABELS[languageOf(language)] };
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: row.siteId },
      siteId: row.siteId,
      event: { type: "letter_template.signed_off", data: { ...done, versionId, ...named } },
    });
    return done;
  });
}
