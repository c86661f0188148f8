import { z } from "zod";
import { SurveyExclusion, SurveyInvitationState, SurveyMoment } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { isStorable, LIMITS, requiredText } from "@/lib/shared/text";
import { whyReserved, whyReservedAnswers } from "./rules/reserved";
import { INSTRUMENTS } from "./rules/score";

export { SurveyExclusion, SurveyInvitationState, SurveyMoment };

/** One of the surveys that come with Heard. */
export type Instrument = (typeof INSTRUMENTS)[number];

/** How the answers to a survey of one's own are made a figure; see rules/scores.ts. */
export const SCORINGS = ["top_two", "top_one", "net", "counts"] as const;
export type Scoring = (typeof SCORINGS)[number];

/** The languages in which the pages around a survey speak. */
export const SURVEY_LANGUAGES = ["en", "es"] as const;
export type SurveyLanguage = (typeof SURVEY_LANGUAGES)[number];

const MOST_WORDS = 500;
const sentence = z.string().trim().min(1).max(MOST_WORDS);
export const MOST_ITEMS = 20;
const MOST_CHOICES = 10;

const NAME = /^[a-z][a-z0-9_]{0,40}$/;

/** A number on a scale, or one of some answers. `isLead`: a link may bring it along, chosen already. */
const itemSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...{ id: z.string().regex(NAME), type: z.literal("scale"), isRequired: z.boolean() },
    /** Whether it counts for the score; absent: it does. */
    isScored: z.boolean().optional(),
    ...{ isLead: z.boolean(), from: z.union([z.literal(0), z.literal(1)]), to: z.union([z.literal(5), z.literal(10)]) },
  }),
  z.strictObject({
    ...{ id: z.string().regex(NAME), type: z.literal("choice"), isRequired: z.boolean() },
    isScored: z.boolean().optional(),
    /** The best first. */
    ...{ isLead: z.boolean(), choices: z.array(z.string().regex(NAME)).min(2).max(MOST_CHOICES) },
  }),
]);
export type SurveyItem = z.infer<typeof itemSchema>;

const textsSchema = z.strictObject({
  title: sentence,
  intro: sentence,
  items: z.record(
    z.string(),
    z.strictObject({
      question: sentence,
      /** What the ends of a scale mean. */
      ends: z.tuple([sentence, sentence]).optional(),
      choices: z.record(z.string(), sentence).optional(),
    }),
  ),
  /** Absent where issues are not asked about. */
  issues: sentence.optional(),
  comment: sentence,
});

/** One version of an instrument as it is kept: what is asked, how it is answered, and its words in each language. */
export const definitionSchema = z
  .strictObject({
    instrument: z.union([z.enum(INSTRUMENTS), z.uuid()]),
    /** Of a survey of one's own: what it is called, and how it is scored. */
    name: sentence.optional(),
    scoring: z.enum(SCORINGS).optional(),
    version: z.int().min(1),
    items: z.array(itemSchema).min(1).max(MOST_ITEMS),
    asksIssues: z.boolean(),
    languages: z.partialRecord(z.enum(SURVEY_LANGUAGES), textsSchema),
  })
  .superRefine(({ items, asksIssues, languages }, context) => {
    const tell = (message: string) => context.addIssue({ code: "custom", message });
    if (new Set(items.map(({ id }) => id)).size !== items.length) tell("Two items have one name.");
    if (Object.keys(languages).length === 0) tell("A survey speaks at least one language.");
    for (const [language, texts] of Object.entries(languages)) {
      if (asksIssues !== (texts.issues !== undefined)) tell(`${language}: the question on each issue is asked or not.`);
      for (const item of items) {
        const words = texts.items[item.id];
        if (!words) tell(`${language}: "${item.id}" has no words.`);
        if (item.type === "scale" && !words?.ends) tell(`${language}: the ends of "${item.id}" have no words.`);
        if (item.type === "choice" && item.choices.some((choice) => !words?.choices?.[choice]))
          tell(`${language}: an answer to "${item.id}" has no words.`);
      }
    }
  });
export type Definition = z.infer<typeof definitionSchema>;

/** A version that is being written: its wording may have gaps. Each piece of it by its key; see rules/draft.ts. */
export const draftSchema = z.strictObject({
  items: z.array(itemSchema).max(MOST_ITEMS),
  asksIssues: z.boolean(),
  scoring: z.enum(SCORINGS),
  texts: z.partialRecord(z.enum(SURVEY_LANGUAGES), z.record(z.string(), z.string())),
  /** By language what a piece said in English when it was translated: where that is other words by now, it is to be looked at. */
  basis: z.partialRecord(z.enum(SURVEY_LANGUAGES), z.record(z.string(), z.string())),
});
export type Draft = z.infer<typeof draftSchema>;

/** What a draft said in the languages that it was not published in. */
export const unpublishedSchema = draftSchema.pick({ texts: true, basis: true });
export type Unpublished = z.infer<typeof unpublishedSchema>;

/** What was answered, by item, and by issue. */
export const itemAnswersSchema = z.record(z.string(), z.string());
export const issueAnswersSchema = z.array(z.object({ issueId: z.uuid(), isAnswered: z.boolean() }));
export type IssueAnswer = z.infer<typeof issueAnswersSchema>[number];

/** Why an answer is looked at by a person: a score with the item that it was given to, or a word of the comment. */
export const worrySchema = z.discriminatedUnion("what", [
  z.object({ what: z.literal("score"), item: z.string(), value: z.string() }),
  z.object({ what: z.literal("word"), word: z.string() }),
]);
export type Worry = z.infer<typeof worrySchema>;
export const worriesSchema = z.array(worrySchema);

const text = z.string().optional();
const items = Object.fromEntries(Array.from({ length: MOST_ITEMS }, (_, at) => [`q${at + 1}`, text])) as Record<
  `q${number}`,
  typeof text
>;

/** As it comes from the page: what is wrong with it is told by rules/answer.ts, in the language of the survey. */
export const answerSurveySchema = z.object({
  token: z.string().max(200).catch(""),
  language: z.string().max(35).optional().catch(undefined),
  items: z.object(items).optional(),
  issues: z
    .array(z.object({ issueId: idSchema, isAnswered: text }))
    .max(100)
    .optional(),
  comment: text,
});
export type AnswerSurveyInput = z.infer<typeof answerSurveySchema>;

/** `deed`: to send the answers, to want no more surveys, or the survey in another language. Whatever else comes along, nothing is lost. */
export const respondSchema = answerSurveySchema.extend({
  deed: z
    .enum(["send", "stop", ...SURVEY_LANGUAGES])
    .optional()
    .catch("send")
    .transform((deed) => deed ?? "send"),
});
export type RespondInput = z.infer<typeof respondSchema>;

export type OptOutInput = { token: string };

export const withholdSurveySchema = z.object({
  caseId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type WithholdSurveyInput = z.infer<typeof withholdSurveySchema>;

const MOST_DAYS = 60;
const MOST_QUIET_DAYS = 730;

function days(most: number, missing: string) {
  const wrong = `Give whole days, from 0 to ${most}.`;
  return z
    .string({ error: missing })
    .trim()
    .regex(/^\d{1,3}$/, wrong)
    .transform(Number)
    .refine((given) => given <= most, wrong);
}

export const saveSettingSchema = z.object({
  siteId: idSchema,
  isOn: z
    .string()
    .optional()
    .transform((value) => value === "on"),
  instrument: z.union([z.enum(INSTRUMENTS), z.uuid()], { error: "Choose a survey." }),
  moment: z.enum(SurveyMoment, { error: "Choose when." }),
  afterDays: days(MOST_DAYS, "Say after how many days."),
  quietDays: days(MOST_QUIET_DAYS, "Say how many days lie between two surveys."),
});
export type SaveSettingInput = z.infer<typeof saveSettingSchema>;

/** Wording of a survey of one's own: may be absent as long as it is a draft, and never what is reserved to others. */
const piece = z
  .string()
  .optional()
  .transform((words) => (words ?? "").replaceAll(/\s+/g, " ").trim())
  .refine((words) => isStorable(words, false), "This holds a character that cannot be kept. Type the text again.")
  .refine((words) => words.length <= MOST_WORDS, `This is too long: at most ${MOST_WORDS} characters.`)
  .superRefine((words, context) => {
    const why = whyReserved(words);
    if (why) context.addIssue({ code: "custom", message: why });
  });

const instrumentName = requiredText({ max: 100, what: "A name" }).superRefine((words, context) => {
  const why = whyReserved(words);
  if (why) context.addIssue({ code: "custom", message: why });
});

const isTicked = z
  .string()
  .optional()
  .transform((value) => value === "on");

/** `from`: a ready survey or the id of one's own, to begin with a copy; empty to begin with nothing. */
export const makeInstrumentSchema = z.object({
  siteId: idSchema,
  name: instrumentName,
  from: z.union([z.enum(INSTRUMENTS), z.uuid(), z.literal("").optional()], { error: "Choose one of these." }),
});
export type MakeInstrumentInput = z.infer<typeof makeInstrumentSchema>;

/** As a person chooses it: a scale from 1 to 5, one from 0 to 10, or answers in words. */
export const ITEM_KINDS = ["five", "ten", "choice"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

const questionSchema = z
  .object({
    /** Of a question that was there already. */
    id: z.string().max(60).optional(),
    kind: z.enum(ITEM_KINDS, { error: "Choose a kind." }),
    ...{ question: piece, low: piece, high: piece, isRequired: isTicked, isScored: isTicked },
    choices: z
      .string()
      .max(MOST_CHOICES * (MOST_WORDS + 2), "These answers are too long.")
      .optional()
      .transform((text) =>
        (text ?? "")
          .split(/\r?\n/)
          .map((line) => line.replaceAll(/\s+/g, " ").trim())
          .filter((line) => line !== ""),
      ),
  })
  .superRefine(({ kind, choices }, context) => {
    const tell = (message: string) => context.addIssue({ code: "custom", path: ["choices"], message });
    if (kind !== "choice") return;
    if (choices.length < 2) tell("Write at least two answers, one a line, the best first.");
    if (choices.length > MOST_CHOICES) tell(`At most ${MOST_CHOICES} answers.`);
    if (new Set(choices).size !== choices.length) tell("Two of these answers are the same.");
    if (choices.some((line) => !isStorable(line, false))) tell("This holds a character that cannot be kept.");
    if (choices.some((line) => line.length > MOST_WORDS)) tell(`An answer has at most ${MOST_WORDS} characters.`);
    const why = whyReservedAnswers(choices) ?? choices.map(whyReserved).find((one) => one !== null);
    if (why) tell(why);
  });

const changed = { instrumentId: idSchema, revision: z.coerce.number().int().min(1).max(2_147_483_647) };

export const saveQuestionsSchema = z.object({
  ...changed,
  name: instrumentName,
  scoring: z.enum(SCORINGS, { error: "Choose how it is scored." }),
  ...{ title: piece, intro: piece, asksIssues: isTicked, issues: piece, comment: piece },
  items: z.array(questionSchema).max(MOST_ITEMS, `At most ${MOST_ITEMS} questions.`).optional(),
});
export type SaveQuestionsInput = z.infer<typeof saveQuestionsSchema>;

export const saveTranslationSchema = z.object({
  ...changed,
  language: z.enum(SURVEY_LANGUAGES, { error: "Choose a language." }),
  texts: z
    .array(z.object({ key: z.string().max(120), value: piece }))
    .max(MOST_ITEMS * (MOST_CHOICES + 1) + 10)
    .optional(),
});
export type SaveTranslationInput = z.infer<typeof saveTranslationSchema>;

export const publishInstrumentSchema = z.object({
  ...changed,
  languages: z.array(z.enum(SURVEY_LANGUAGES)).min(1, "Choose at least one language."),
});
export type PublishInstrumentInput = z.infer<typeof publishInstrumentSchema>;

export const instrumentSchema = z.object({ instrumentId: idSchema });
export type InstrumentInput = z.infer<typeof instrumentSchema>;

/** The address of an instrument's page. */
export const INSTRUMENT_VIEWS = ["questions", "translation", "preview"] as const;
export type InstrumentView = (typeof INSTRUMENT_VIEWS)[number];
export const instrumentPageSchema = z.object({
  view: z.enum(INSTRUMENT_VIEWS).default("questions").catch("questions"),
  lang: z.enum(SURVEY_LANGUAGES).optional().catch(undefined),
});

/** The address of the public page. */
export const surveyPageSchema = z.object({
  lang: z.string().max(35).optional().catch(undefined),
  score: z.string().max(40).optional().catch(undefined),
});

export const surveyListSchema = z.object({ site: z.uuid().optional().catch(undefined) });

/** Looks through an answer once it is in. */
export const raiseConcernJob = { name: "raiseSurveyConcern", payload: z.object({ answerId: z.uuid() }) };
