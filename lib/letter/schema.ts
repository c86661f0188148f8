import { z } from "zod";
import { isLanguage } from "@/lib/patient/labels";
import {
  ApologyFault,
  CaseKind,
  ContactChannel,
  LetterKind,
  LetterMailState,
  LetterState,
  LetterWay,
} from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText, searchable } from "@/lib/shared/text";
import { WORD_KINDS } from "./rules/site-words";

export { LetterKind, LetterMailState, LetterState, LetterWay };

/** The ways by e-mail. */
export const MAIL_WAYS: readonly LetterWay[] = [LetterWay.email, LetterWay.email_own];

/** The languages in which Heard can begin a letter. */
export const LETTER_LANGUAGES = ["en", "es"] as const;
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];

/** The language of the staff: a template in another is a translation. */
export const HOUSE_LANGUAGE: LetterLanguage = "en";

const kind = z.enum(LetterKind, { error: "Choose what the letter is for." });
const language = z.enum(LETTER_LANGUAGES, { error: "Choose the language." });
const reason = requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true });

export const writeLetterSchema = z.object({ idempotencyKey: idSchema, caseId: idSchema, kind, language });
export type WriteLetterInput = z.infer<typeof writeLetterSchema>;

// An empty field sends nothing.
const wholeText = z
  .string({ error: "Reload the page and try again." })
  .optional()
  .transform((text) => (text ?? "").replaceAll("\r\n", "\n"));

/** `base` is the text that the writing began from. */
export const saveLetterSchema = z.object({
  letterId: idSchema,
  base: wholeText,
  text: requiredText({ max: LIMITS.letter, what: "The text of the letter", isMultiline: true }),
});
export type SaveLetterInput = z.infer<typeof saveLetterSchema>;

export const commentLetterSchema = z.object({
  commentId: idSchema,
  letterId: idSchema,
  quote: optionalText({ max: LIMITS.reason, what: "The words", isMultiline: true }),
  body: requiredText({ max: LIMITS.reason, what: "A comment", isMultiline: true }),
});
export type CommentLetterInput = z.infer<typeof commentLetterSchema>;

export const resolveCommentSchema = z.object({ commentId: idSchema });
export type ResolveCommentInput = z.infer<typeof resolveCommentSchema>;

export const voidLetterSchema = z.object({ letterId: idSchema, reason });
export type VoidLetterInput = z.infer<typeof voidLetterSchema>;

const templateDay = z
  .string({ error: "Choose the day on which it is read again." })
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Choose the day on which it is read again.")
  .refine((day) => !Number.isNaN(Date.parse(`${day}T00:00:00Z`)), "This day does not exist.");

/** `versionId` is the id of the version to be; `base` the text that the editing began from. */
export const saveTemplateSchema = z.object({
  versionId: idSchema,
  siteId: idSchema,
  kind,
  language,
  caseKind: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(z.enum(CaseKind, { error: "Choose the kind of case." }).nullable()),
  ownerId: z.uuid("Choose who answers for it."),
  reviewOn: templateDay,
  base: wholeText,
  body: requiredText({ max: LIMITS.words, what: "The text of the template", isMultiline: true }),
});
export type SaveTemplateInput = z.infer<typeof saveTemplateSchema>;

export const signOffTemplateSchema = z.object({ versionId: idSchema });
export type SignOffTemplateInput = z.infer<typeof signOffTemplateSchema>;

/** What a letter is read with: its pane, and two versions to compare. Every bad value falls back. */
export const LETTER_PANES = ["check", "preview", "comments", "versions"] as const;
export type LetterPane = (typeof LETTER_PANES)[number];

export const letterPageSchema = z.object({
  compare: z.coerce.number().int().min(1).max(2_147_483_647).nullable().default(null).catch(null),
});

export const templatePageSchema = z.object({
  site: z.uuid().optional().catch(undefined),
  kind: z.enum(LetterKind).default("acknowledgement").catch("acknowledgement"),
  language: z.enum(LETTER_LANGUAGES).default("en").catch("en"),
  caseKind: z.enum(CaseKind).nullable().default(null).catch(null),
});

/** `text` is what whoever submits it sees. */
export const submitLetterSchema = z.object({ letterId: idSchema, text: wholeText });
export type SubmitLetterInput = z.infer<typeof submitLetterSchema>;

export const takeBackLetterSchema = z.object({ letterId: idSchema });
export type TakeBackLetterInput = z.infer<typeof takeBackLetterSchema>;

/** `version` and `facts` say what the approver saw: which text, and what mark the case had. */
const seen = { letterId: idSchema, version: z.coerce.number().int().min(1) };
export const approveLetterSchema = z.object({ ...seen, facts: z.string().regex(/^[0-9a-f]{64}$/, "Reload the page.") });
export type ApproveLetterInput = z.infer<typeof approveLetterSchema>;

/** What is to be done stands as a comment, under the id that the form brings. */
export const returnLetterSchema = z.object({
  ...seen,
  commentId: idSchema,
  body: requiredText({ max: LIMITS.reason, what: "What is to be done", isMultiline: true }),
});
export type ReturnLetterInput = z.infer<typeof returnLetterSchema>;

/** What a case said when approval was asked for, as it is kept. */
export const keptFactsSchema = z.object({ digest: z.string(), facts: z.record(z.string(), z.unknown()) });

/** What stood above and below a letter that was printed, as it is kept with it. */
export const sentHeadSchema = z.object({
  ...{ siteName: z.string(), addressLines: z.array(z.string()), phone: z.string(), footer: z.string() },
  /** The day that it bears, "2026-03-12", where that is not the day on which it went out. */
  dated: z.string().optional(),
});
export type SentHead = z.infer<typeof sentHeadSchema>;

/** `base` is what the form began with. */
/** What a site says of an outside body. */
export const BODY_FIELDS = ["name", "howToReach"] as const;

const seenWords = wholeText.transform((text) => text || null);

/** `base` is what the form began with. */
export const saveSiteBodySchema = z.object({
  siteId: idSchema,
  packId: z.string({ error: "Reload the page." }).min(1).max(LIMITS.line),
  bodyId: z.string({ error: "Reload the page." }).min(1).max(LIMITS.line),
  name: optionalText({ max: LIMITS.line, what: "The name" }),
  howToReach: requiredText({ max: LIMITS.name, what: "How to reach it" }),
  base: z
    .object({ name: seenWords, howToReach: seenWords })
    .optional()
    .transform((seen) => seen ?? { name: null, howToReach: null }),
});
export type SaveSiteBodyInput = z.infer<typeof saveSiteBodySchema>;

/** What a letter is printed as. */
export const LETTER_FORMATS = ["pdf", "docx"] as const;
export type LetterFormat = (typeof LETTER_FORMATS)[number];

/** How somebody is told who declines letters. */
export const OTHER_WAYS = Object.values(ContactChannel).filter(
  (channel) => channel !== ContactChannel.letter && channel !== ContactChannel.email,
);

const sentDay = z
  .string({ error: "Say on which day." })
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Say on which day.")
  .refine((day) => !Number.isNaN(Date.parse(`${day}T00:00:00Z`)), "This day does not exist.");
const proof = optionalText({ max: LIMITS.line, what: "A proof" });

/** `sendingId` is the id of the sending to be; `version` and `mailTo` say which text and address whoever sends it saw. */
export const sendLetterSchema = z
  .object({
    sendingId: idSchema,
    letterId: idSchema,
    version: seen.version,
    way: z.enum(LetterWay, { error: "Choose how it went out." }),
    sentOn: sentDay,
    toldVia: z
      .string()
      .optional()
      .transform((value) => value || null)
      .pipe(z.enum(OTHER_WAYS, { error: "Choose how they were told." }).nullable()),
    checkedHow: optionalText({ max: LIMITS.line, what: "How it was checked" }),
    mailTo: z.string().max(320).optional(),
    proof,
    note: optionalText({ max: LIMITS.reason, what: "A note", isMultiline: true }),
  })
  .superRefine(({ way, toldVia, proof, note }, context) => {
    const tell = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (way === LetterWay.email_own && proof === null) tell("proof", "Say what shows that you sent it.");
    if (way !== LetterWay.told_otherwise) return;
    if (toldVia === null) tell("toldVia", "Say how they were told instead.");
    if (toldVia === ContactChannel.portal && proof === null) {
      tell("proof", "Say what shows that it is there, such as the number of the message.");
    }
    if (note === null) tell("note", "Say what they were told, and that they decline letters.");
  });
export type SendLetterInput = z.infer<typeof sendLetterSchema>;

export const stopMailSchema = z.object({ letterId: idSchema, mailId: idSchema });
export type StopMailInput = z.infer<typeof stopMailSchema>;

export const sendingCameBackSchema = z.object({
  letterId: idSchema,
  sendingId: idSchema,
  returnedOn: sentDay,
  reason: requiredText({ max: LIMITS.reason, what: "Why it came back", isMultiline: true }),
});
export type SendingCameBackInput = z.infer<typeof sendingCameBackSchema>;

/** What is kept of an e-mail that the mail server has taken, until the sending is written down. */
export const acceptedSchema = z.object({
  addressed: z.object({ otherName: z.string(), checkedHow: z.string().nullable() }).nullable(),
  addressLines: z.array(z.string()),
  letterhead: sentHeadSchema,
  findings: z.array(z.string()),
  proof: z.string(),
});
export type Accepted = z.infer<typeof acceptedSchema>;
const list = {
  siteId: idSchema,
  language: z.string({ error: "Choose the language." }).refine(isLanguage, "Choose the language from the list."),
  kind: z.enum(WORD_KINDS, { error: "Choose the list." }),
};
const phrase = requiredText({ max: LIMITS.line, what: "The word or phrase" });

/** `wordId` is the id of the word to be. */
export const addWordSchema = z
  .object({
    ...list,
    wordId: idSchema,
    phrase,
    offer: optionalText({ max: LIMITS.name, what: "What is offered" }),
    why: optionalText({ max: LIMITS.name, what: "Why" }),
    fault: z
      .string()
      .optional()
      .transform((value) => value || null)
      .pipe(z.enum(ApologyFault, { error: "Choose what is wrong with it." }).nullable()),
  })
  .superRefine(({ kind: of, offer, why, fault }, context) => {
    const tell = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (of === "jargon" && offer === null) tell("offer", "Write the plain words for it.");
    if (of === "apology" && offer === null) tell("offer", "Write what owns what happened instead.");
    if (of === "apology" && fault === null) tell("fault", "Choose what is wrong with it.");
    if (of === "unwanted" && why === null) tell("why", "Say why, so that whoever writes understands it.");
  });
export type AddWordInput = z.infer<typeof addWordSchema>;

/** `phrase` is that of the list, which may be longer than one that a person types. */
export const switchOffWordSchema = z.object({
  ...list,
  wordId: idSchema,
  phrase: requiredText({ max: LIMITS.reason, what: "The word" }),
  why: requiredText({ max: LIMITS.name, what: "A reason" }),
});
export type SwitchOffWordInput = z.infer<typeof switchOffWordSchema>;

export const voidWordSchema = z.object({
  wordId: idSchema,
  reason: requiredText({ max: LIMITS.name, what: "A reason" }),
});
export type VoidWordInput = z.infer<typeof voidWordSchema>;

export const chooseNamingSchema = z.object({
  siteId: idSchema,
  namesStaff: z.enum(["yes", "no"], { error: "Choose." }).transform((value) => value === "yes"),
});
export type ChooseNamingInput = z.infer<typeof chooseNamingSchema>;

export const wordPageSchema = z.object({
  site: z.uuid().optional().catch(undefined),
  language: z.string().refine(isLanguage).default(HOUSE_LANGUAGE).catch(HOUSE_LANGUAGE),
  kind: z.enum(WORD_KINDS).default("jargon").catch("jargon"),
  q: z
    .string()
    .max(LIMITS.line)
    .default("")
    .catch("")
    .transform((text) => searchable(text).trim()),
  page: z.coerce.number().int().min(1).max(1_000).default(1).catch(1),
});

/** How many letters one file may hold. */
export const MOST_IN_BATCH = 500;

/** The letters as one text, since a form of so many fields would be cut. */
export const makeBatchSchema = z.object({
  batchId: idSchema,
  siteId: idSchema,
  letterIds: z
    .string({ error: "Choose at least one letter." })
    .max(MOST_IN_BATCH * 40, "These are too many at once. Choose fewer.")
    .transform((text) => [...new Set(text.split(",").filter((id) => id !== ""))])
    .pipe(
      z
        .array(idSchema)
        .min(1, "Choose at least one letter.")
        .max(MOST_IN_BATCH, `Choose at most ${MOST_IN_BATCH} letters at once.`),
    ),
  withAddressSheets: z
    .enum(["yes", "no"], { error: "Choose what comes before each letter." })
    .transform((answer) => answer === "yes"),
});
export type MakeBatchInput = z.infer<typeof makeBatchSchema>;

const posted = z.object({ entryId: idSchema, proof });

/** What the form holds; it is sent on in parts of at most POSTED_AT_ONCE letters. */
export const postBatchFormSchema = z.object({
  ...{ batchId: idSchema, sentOn: sentDay, proof },
  letters: z.array(posted, { error: "Choose at least one letter." }).min(1, "Choose at least one letter."),
});

export const POSTED_AT_ONCE = 25;
export const postBatchSchema = postBatchFormSchema.extend({
  letters: postBatchFormSchema.shape.letters.max(POSTED_AT_ONCE, "Reload the page and try again."),
});
export type PostBatchInput = z.infer<typeof postBatchSchema>;

export const printBatchJob = { name: "printLetterBatch", payload: z.object({ batchId: idSchema }) };

/** The letters to send as their URL says it. Every bad value falls back. */
export const outgoingPageSchema = z.object({
  site: z.uuid().optional().catch(undefined),
  batch: z.uuid().optional().catch(undefined),
  page: z.string().max(2_000).optional().catch(undefined),
});
