import "server-only";
import { recordEvent } from "@/lib/events/record";
import { languageName } from "@/lib/patient/labels";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { WORD_KIND_LABELS } from "../labels";
import { canKeepTemplates } from "../policy";
import { MOST_WORDS, readNamesStaff, readSiteWords } from "../queries/words";
import { phraseKey, shippedList, wordsFor } from "../rules/site-words";
import { readPhrase } from "../rules/word-problem";
import type { AddWordInput, ChooseNamingInput, SwitchOffWordInput, VoidWordInput } from "../schema";
import { wordsKeptBy } from "../scope";

/** Adds a word or phrase to a list of a site. The id comes with the form, so that sending it twice adds it once. */
export async function addWord(ctx: UserCtx, input: AddWordInput): Promise<{ wordId: string }> {
  return keepOnce(ctx, input, async (tx) => {
    const { siteId, language, kind } = input;
    const words = wordsFor(language, await readSiteWords(tx, input));
    const { phrase, problem } = readPhrase(kind, input.phrase, words);
    if (problem) throw new Invalid({ phrase: problem });
    await refuseTooMany(tx, { siteId, language, isOff: false });
    await tx.letterWord.create({
      data: {
        ...{ id: input.wordId, siteId, language, kind, isOff: false, phrase, key: phraseKey(phrase) },
        ...{ offer: input.offer, why: input.why, fault: kind === "apology" ? input.fault : null },
        ...{ addedById: ctx.viewer.personId, addedAt: ctx.now },
      },
    });
    await tell(tx, ctx, { ...input, type: "letter_word.added" });
  });
}

/** Switches a word that comes with Heard off at a site. It stays in the list, with why. */
export async function switchOffWord(ctx: UserCtx, input: SwitchOffWordInput): Promise<{ wordId: string }> {
  return keepOnce(ctx, input, async (tx) => {
    const { siteId, language, kind, why } = input;
    const key = phraseKey(input.phrase);
    const shipped = shippedList(language, kind).find((word) => phraseKey(word.phrase) === key);
    if (!shipped) throw new NotFound("This word");
    await refuseTooMany(tx, { siteId, language, isOff: true });
    await tx.letterWord.create({
      data: {
        ...{ id: input.wordId, siteId, language, kind, isOff: true, phrase: shipped.phrase, key, why },
        ...{ addedById: ctx.viewer.personId, addedAt: ctx.now },
      },
    });
    await tell(tx, ctx, { ...input, type: "letter_word.switched_off" });
  });
}

/** Removes a word that a site added, or switches one on again that it had switched off. Who had it there, and why it went, stays. */
export async function voidWord(ctx: UserCtx, { wordId, reason }: VoidWordInput): Promise<{ wordId: string }> {
  return withTransaction(ctx, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "LetterWord" WHERE "id" = ${wordId}::uuid FOR UPDATE`;
    const row = await tx.letterWord.findFirst({ where: { AND: [{ id: wordId }, wordsKeptBy(ctx.viewer)] } });
    if (!row) throw new NotFound("This word");
    const done = { wordId };
    if (row.voidedById === ctx.viewer.personId && row.voidReason === reason) return done;
    if (row.voidedAt) throw new Conflict("Somebody else removed this meanwhile. Reload the page to see why.");
    await tx.letterWord.update({
      where: { id: wordId, voidedAt: null },
      data: { voidedAt: ctx.now, voidedById: ctx.viewer.personId, voidReason: reason },
    });
    const { siteId, language, kind } = row;
    await tell(tx, ctx, {
      siteId,
      language,
      kind,
      wordId,
      type: row.isOff ? "letter_word.switched_on" : "letter_word.removed",
    });
    return done;
  });
}

/** Decides whether letters of a site name staff beside the contact person. What holds already changes nothing. */
export async function chooseNaming(
  ctx: UserCtx,
  { siteId, namesStaff }: ChooseNamingInput,
): Promise<{ siteId: string }> {
  return withTransaction(ctx, async (tx) => {
    if (!canKeepTemplates(ctx.viewer, siteId)) throw new NotFound("This site");
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`letter naming ${siteId}`}, 0))`;
    if ((await readNamesStaff(tx, siteId)) === namesStaff) return { siteId };
    const changed = { namesStaff, changedById: ctx.viewer.personId, changedAt: ctx.now };
    await tx.letterNaming.upsert({ where: { siteId }, create: { siteId, ...changed }, update: changed });
    const subject = { noun: "site", id: siteId } as const;
    await recordEvent(tx, ctx, { subject, siteId, event: { type: "letter_naming.changed", data: { namesStaff } } });
    return { siteId };
  });
}

type Kept = AddWordInput | SwitchOffWordInput;

async function keepOnce(ctx: UserCtx, input: Kept, keep: (tx: Tx) => Promise<void>): Promise<{ wordId: string }> {
  const run = () =>
    withTransaction(ctx, async (tx) => {
      if (!canKeepTemplates(ctx.viewer, input.siteId)) throw new NotFound("This site");
      if (!(await isKept(tx, ctx, input))) await keep(tx);
      return { wordId: input.wordId };
    });
  try {
    return await run();
  } catch (error) {
    if (isDuplicate(error, "LetterWord_pkey")) return run();
    if (!isDuplicate(error, "LetterWord_one")) throw error;
    throw new Conflict("Somebody else did this meanwhile. Reload the page to see it.");
  }
}

/** Whether this very form is in already. */
async function isKept(tx: Tx, ctx: UserCtx, { wordId, siteId, language, kind, phrase }: Kept): Promise<boolean> {
  const twin = await tx.letterWord.findUnique({ where: { id: wordId } });
  if (!twin) return false;
  const isOfList = twin.siteId === siteId && twin.language === language && twin.kind === kind;
  if (isOfList && twin.addedById === ctx.viewer.personId && twin.key === phraseKey(phrase)) return true;
  throw new Conflict("This was saved before you changed it. Reload the page to see what was kept.");
}

async function refuseTooMany(tx: Tx, list: { siteId: string; language: string; isOff: boolean }): Promise<void> {
  if ((await tx.letterWord.count({ where: { ...list, voidedAt: null } })) < MOST_WORDS) return;
  throw new Conflict(`A site can have ${MOST_WORDS} of these in a language. Remove what is not needed any more.`);
}

type Told = Pick<AddWordInput, "siteId" | "language" | "kind" | "wordId"> & {
  type: "letter_word.added" | "letter_word.switched_off" | "letter_word.switched_on" | "letter_word.removed";
};

function tell(tx: Tx, ctx: UserCtx, { siteId, language, kind, wordId, type }: Told): Promise<void> {
  return recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: { type, data: { wordId, list: WORD_KIND_LABELS[kind], language: languageName(language) } },
  });
}
