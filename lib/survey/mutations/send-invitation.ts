import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { refusalInWords } from "@/lib/letter/rules/mail";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { type MailOutcome, publicAddress, sendMail } from "@/lib/platform/mailer";
import { newSecretLink } from "@/lib/platform/secret-link";
import { viewerToRecord } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { surveyName } from "../labels";
import { hashOfAddress, readAskable } from "../queries/facts";
import { languageFor, valuesOf } from "../rules/answer";
import { whyNotAsked } from "../rules/exclusion";
import { MAIL_WORDS } from "../rules/words";
import { type Definition, definitionSchema, type SurveyLanguage } from "../schema";

const OPEN_DAYS = 30;
const DAY_MS = 86_400_000;
/** More than so many links would be no e-mail to read. */
const MOST_LINKS = 6;

type Fault = Extract<MailOutcome, { ok: false }>;

const OF = {
  ...{ id: true, caseId: true, siteId: true, state: true, byId: true, language: true, isAfterContact: true },
  version: { select: { definition: true } },
  site: { select: { name: true } },
} as const;

/**
 * Tries to send one invitation. Who is not to be asked any more by now is not. Each try has a link of its own, because what is kept of the
 * last one opens nothing; should two e-mails arrive, both links lead to the one survey. `over`: there is nothing to send any more.
 */
export async function trySurveyMail(ctx: Ctx, id: string): Promise<"sent" | "over" | Fault> {
  const row = await systemDb().surveyInvitation.findUnique({ where: { id }, select: OF });
  if (row?.state !== "waiting" || !row.version) return "over";
  const viewer = await viewerToRecord(row.byId, row.siteId);
  const planned = await withTransaction(ctx, async (tx) => {
    await lockCase(tx, row.caseId);
    const { facts } = await readAskable(viewer, tx, {
      ...{ caseId: row.caseId, now: ctx.now, isAfterContact: row.isAfterContact },
    });
    const excluded = whyNotAsked(facts);
    const isWaiting = { id, state: "waiting" } as const;
    if (excluded !== null || facts.address === null) {
      const why = excluded ?? "no_address";
      await tx.surveyInvitation.updateMany({ where: isWaiting, data: { state: "not_sent", excluded: why } });
      return null;
    }
    // Where it goes by now: it may have been mended since the last try.
    await tx.surveyInvitation.updateMany({
      where: isWaiting,
      data: { address: facts.address, addressHash: hashOfAddress(facts.address) },
    });
    return { address: facts.address, token: await makeLink(tx, ctx, row) };
  });
  if (planned === null) return "over";
  const definition = definitionSchema.parse(row.version.definition);
  const language = languageFor(definition, row.language);
  const words = MAIL_WORDS[language];
  const link = publicAddress(`/survey/${planned.token}`);
  const scores = linksOf(definition, language, link);
  const of = { site: row.site.name, link, days: OPEN_DAYS, scores };
  const text = row.isAfterContact ? words.afterContact(of) : words.body(of);
  const ended = await sendMail({ id, to: planned.address, subject: words.subject, text });
  if (!ended.ok) return ended;
  await withTransaction(ctx, (tx) => recordSent(tx, ctx, row, definition));
  return "sent";
}

type Of = { id: string; caseId: string; siteId: string };

async function makeLink(tx: Tx, { now }: Ctx, { id, siteId }: Of): Promise<string> {
  const { token, hash } = newSecretLink();
  const expiresAt = new Date(now.getTime() + OPEN_DAYS * DAY_MS);
  await tx.surveyLink.create({
    data: { id: newId(), invitationId: id, siteId, tokenHash: hash, createdAt: now, expiresAt },
  });
  return token;
}

/** Of a survey that begins with one question of few answers, a link for each: it chooses the answer and gives none. */
function linksOf({ items, languages }: Definition, language: SurveyLanguage, link: string): string[] {
  const lead = items.find(({ isLead }) => isLead);
  const values = lead ? valuesOf(lead) : [];
  if (!lead || values.length > MOST_LINKS) return [];
  const texts = languages[language]?.items[lead.id];
  const [low, high] = texts?.ends ?? ["", ""];
  const lines = values.map((value, at) => {
    const end = [at === 0 ? low : "", at === values.length - 1 ? high : ""].join("");
    const label = texts?.choices?.[value] ?? (end ? `${value} (${end})` : value);
    return `${label}: ${link}?score=${value}`;
  });
  return [texts?.question ?? "", ...lines];
}

async function recordSent(tx: Tx, ctx: Ctx, { id, caseId, siteId }: Of, definition: Definition): Promise<void> {
  const written = await tx.surveyInvitation.updateMany({
    where: { id, state: "waiting" },
    data: { state: "sent", sentAt: ctx.now },
  });
  // Another worker wrote it down.
  if (written.count === 0) return;
  await tx.mailDelivery.update({
    where: { id },
    data: { state: "sent", settledAt: ctx.now, leaseUntil: null, lastError: null },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "survey.sent", data: { invitationId: id, instrument: surveyName(definition) } },
  });
}

/** Ends an invitation that no mail server takes; the case says why. False where it is over already. */
export async function giveUpSurvey(tx: Tx, ctx: Ctx, id: string, { reason, refused }: Fault): Promise<boolean> {
  const row = await tx.surveyInvitation.findUniqueOrThrow({ where: { id }, select: OF });
  const ended = await tx.surveyInvitation.updateMany({
    where: { id, state: "waiting" },
    data: { state: "failed", failure: refused ? refusalInWords(refused) : reason },
  });
  if (ended.count === 0 || !row.version) return false;
  const instrument = surveyName(definitionSchema.parse(row.version.definition));
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.caseId },
    siteId: row.siteId,
    event: { type: "survey.not_taken", data: { invitationId: id, instrument } },
  });
  return true;
}
