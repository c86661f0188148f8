import "server-only";
import { dueLabel } from "@/lib/clock/labels";
import { calendarOf, readKnownCase } from "@/lib/clock/queries/facts";
import { dueIfExtended, dueIfHeard, extensionLeft } from "@/lib/clock/rules/later";
import { recordEvent } from "@/lib/events/record";
import { workersAt } from "@/lib/follow-up/scope";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";
import { packOf } from "@/lib/regulation/rules";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { LETTER_KIND_LABELS } from "../labels";
import { readFactsToDraft } from "../queries/facts";
import { findUsableTemplate } from "../queries/templates";
import {
  type CaseToDraft,
  FIRST_TO_DRAFT,
  findCaseToDraft,
  listToDraft,
  listUpdateLetters,
  type TakenClock,
  takeToDraft,
  type UpdateLetter,
} from "../queries/to-draft";
import { composeLetter } from "../rules/compose";
import { draftBefore } from "../rules/demands";
import { type DraftedClock, draftFrom, GAPS, isDrafted, isTooLateToDraft, withGap } from "../rules/drafting";
import { namesLaterDay } from "../rules/later-day";
import { HOUSE_LANGUAGE, LETTER_LANGUAGES, type LetterKind, type LetterLanguage } from "../schema";

const MOST_BATCHES = 100;
/** What is not wanted now may be later: its kind is raised, or the letter that stood for it is made void. */
const LOOK_AGAIN_MS = 6 * 3_600_000;

/**
 * Drafts the letters that say how a case stands before its time to answer or to be told runs out, once for each due time however often and
 * however many do this. Each in a transaction of its own, so that one that fails keeps no other waiting; it is tried again the next time.
 * Returns how many it drafted.
 */
export async function draftDueLetters(ctx: Ctx): Promise<number> {
  let drafted = 0;
  let after = FIRST_TO_DRAFT;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const found = await listToDraft(ctx.now, after);
    for (const { clockId } of found) if (await draftOrLog(ctx, clockId)) drafted += 1;
    const last = found.at(-1);
    if (!last) return drafted;
    after = last;
  }
  return drafted;
}

async function draftOrLog(ctx: Ctx, clockId: string): Promise<boolean> {
  try {
    return await withTransaction(ctx, (tx) => draftOne(tx, ctx, clockId));
  } catch (error) {
    log.error("a letter could not be drafted", { clockId, error: describeError(error) });
    return false;
  }
}

async function draftOne(tx: Tx, ctx: Ctx, clockId: string): Promise<boolean> {
  const taken = await takeToDraft(tx, ctx.now, clockId);
  if (!taken) return false;
  const row = await findCaseToDraft(tx, taken.caseId);
  const plan = await planDraft(tx, ctx, taken, row);
  const draftAt = plan.what === "look_again" && !isTooLateToDraft(taken.dueAt, plan.at) ? plan.at : null;
  await tx.clock.update({ where: { id: clockId }, data: { draftAt } });
  if (plan.what !== "draft") return false;
  const letterId = await writeDraft(tx, ctx, { taken, row, clock: plan.clock, over: plan.over });
  await tellDrafted(tx, ctx, { taken, row, letterId });
  return true;
}

type Plan =
  | { what: "nothing" }
  | { what: "look_again"; at: Date }
  | { what: "draft"; clock: DraftedClock; over: UpdateLetter | null };

/** Whether a letter is drafted now, and over which that nobody has touched yet. */
async function planDraft(tx: Tx, { now }: Ctx, taken: TakenClock, row: CaseToDraft): Promise<Plan> {
  const { clock, caseId, limitId, dueAt } = taken;
  const later: Plan = { what: "look_again", at: new Date(now.getTime() + LOOK_AGAIN_MS) };
  if (!isDrafted(clock) || isTooLateToDraft(dueAt, now)) return { what: "nothing" };
  const rule = draftBefore(packOf(row), { clock, kind: row.kind });
  if (!rule) return later;
  const from = draftFrom(taken, rule.daysBefore);
  if (now < from) return { what: "look_again", at: from };
  const key = { caseId_limitId_dueAt: { caseId, limitId, dueAt } };
  if (await tx.letterDrafting.findUnique({ where: key, select: { letterId: true } })) return { what: "nothing" };
  const letters = await listUpdateLetters(tx, caseId);
  const dueOn = isoDay(dayIn(dueAt, row.site.timeZone));
  // Of a letter that went out the next round of an update begins anew; of the time to answer it has to have named a later day.
  const isTold = letters.some(
    ({ sending, text, language }) =>
      sending && sending.at >= from && namesLaterDay(text, language, { than: dueOn, saidOn: isoDay(sending.sentOn) }),
  );
  if (isTold && clock === "resolve") return { what: "nothing" };
  const unsent = letters.filter(({ state }) => state !== "sent");
  const over = unsent.find((letter) => isUntouched(letter)) ?? null;
  if (unsent.some((letter) => letter !== over)) return later;
  return over && !(await mayWriteOver(tx, caseId, { over, clock })) ? later : { what: "draft", clock, over };
}

/** Nobody has written in it or asked for approval: it says what Heard wrote and nothing else. */
function isUntouched({ state, submittedAt, version, drafting }: UpdateLetter): boolean {
  return state === "draft" && submittedAt === null && drafting?.version === version;
}

type Over = { over: UpdateLetter; clock: DraftedClock };

/** Where the due time moved that it was drafted for, or where it now has to say more: why the answer takes longer. */
async function mayWriteOver(tx: Tx, caseId: string, { over: { drafting }, clock }: Over): Promise<boolean> {
  if (!drafting) return false;
  const { limitId, dueAt } = drafting;
  const stands = await tx.clock.findFirst({ where: { caseId, limitId, dueAt, isOpen: true }, select: { id: true } });
  return stands === null || (clock === "resolve" && drafting.clock === "update");
}

type Draft = { taken: TakenClock; row: CaseToDraft; clock: DraftedClock; over: UpdateLetter | null };

async function writeDraft(tx: Tx, ctx: Ctx, { taken, row, clock, over }: Draft): Promise<string> {
  const { caseId, siteId, limitId, dueAt } = taken;
  const { now } = ctx;
  const { template, language } = over
    ? await templateFor(tx, row, "update", over.language)
    : await templateFor(tx, row, "update");
  const facts = await readFactsToDraft(tx, { caseId, language, now });
  const dueOn = await newDay(tx, ctx, { taken, row, clock });
  const text = withGap(composeLetter(template.body, { ...facts, dueOn }, language), GAPS[language][clock]);
  const by = over?.savedById ?? (await whoseDraft(tx, row));
  const letterId = over?.id ?? newId();
  const version = (over?.version ?? 0) + 1;
  if (over) await tx.letter.update({ where: { id: letterId }, data: { text, version, savedAt: now } });
  else {
    await tx.letter.create({
      data: {
        ...{ id: letterId, caseId, siteId, kind: "update", language, text, idempotencyKey: newId() },
        ...{ savedById: by, savedAt: now, authorId: by, createdAt: now },
        ...{ template: template.label, templateVersionId: template.versionId },
      },
    });
  }
  await tx.letterVersion.create({
    data: { id: newId(), letterId, siteId, number: version, text, authorId: by, at: now },
  });
  await tx.letterDrafting.create({ data: { caseId, limitId, dueAt, siteId, letterId, clock, version, at: now } });
  return letterId;
}

/** In the patient's language, where somebody signed off a template in it; else in the language of the house. */
export async function templateFor(
  tx: Tx,
  { siteId, kind: caseKind, patient }: CaseToDraft,
  kind: LetterKind,
  tag = patient?.language ?? HOUSE_LANGUAGE,
) {
  const wanted = LETTER_LANGUAGES.find((each) => each === tag.toLowerCase().split("-")[0]) ?? HOUSE_LANGUAGE;
  for (const language of new Set<LetterLanguage>([wanted, HOUSE_LANGUAGE])) {
    const template = await findUsableTemplate(tx, { siteId, kind, language, caseKind });
    if (template) return { template, language };
  }
  throw new Error("there is always a template in the language of the house");
}

/** By which day they hear again: as long as the pack still allows, or its next round. Null where only a person can say. */
async function newDay(tx: Tx, { now }: Ctx, { taken, row, clock }: Omit<Draft, "over">): Promise<string | null> {
  const [{ calendar }, known] = [await calendarOf(tx, row.siteId), await readKnownCase(tx, row, now)];
  const found = known.clocks.find(({ limit }) => limit.id === taken.limitId);
  if (!found) return null;
  const at = { calendar, now };
  const left = extensionLeft(found)?.left ?? null;
  const more = left === null ? null : dueIfExtended(found, left, at);
  const next = clock === "resolve" ? more : dueIfHeard(found, at);
  return next && isoDay(dayIn(next, calendar.zone));
}

/** Whose it is to finish: whoever has the case, else who leads here. */
export async function whoseDraft(tx: Tx, { siteId, ownerId, loggedById }: CaseToDraft): Promise<string> {
  if (ownerId) return ownerId;
  const [first] = [
    ...(await idsOfRoles(tx, siteId, ["supervisor"])),
    ...(await idsOfRoles(tx, siteId, ["manager"])),
    loggedById,
  ];
  return first ?? loggedById;
}

type Drafted = { taken: TakenClock; row: CaseToDraft; letterId: string };

async function tellDrafted(tx: Tx, ctx: Ctx, { taken, row, letterId }: Drafted): Promise<void> {
  const { caseId, siteId, clockId, dueAt } = taken;
  const clock = isDrafted(taken.clock) ? taken.clock : "update";
  const due = dueLabel(dueAt, row.site.timeZone);
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "letter.drafted", data: { letterId, kind: LETTER_KIND_LABELS.update, clockId, clock, due } },
  });
  const dedupeKey = `letter_drafted:${letterId}:${dueAt.toISOString()}`;
  await notify(tx, ctx, { type: "letter_drafted", siteId, caseId, to: await whoIsTold(tx, row), dedupeKey });
}

/** Whoever has the case; and who leads here, where that is nobody who still works here. */
export async function whoIsTold(tx: Tx, { siteId, ownerId }: Pick<CaseToDraft, "siteId" | "ownerId">) {
  const isHere = ownerId && (await tx.person.count({ where: { AND: [{ id: ownerId }, workersAt(siteId)] } })) > 0;
  return [ownerId, ...(isHere ? [] : await idsOfRoles(tx, siteId, ["supervisor"]))];
}
