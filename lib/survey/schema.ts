import { z } from "zod";
import { SurveyExclusion, SurveyInvitationState } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { INSTRUMENTS } from "./rules/score";

export { SurveyExclusion, SurveyInvitationState };

export type Instrument = (typeof INSTRUMENTS)[number];

/** The languages in which the pages around a survey speak. */
export const SURVEY_LANGUAGES = ["en", "es"] as const;
export type SurveyLanguage = (typeof SURVEY_LANGUAGES)[number];

const sentence = z.string().trim().min(1).max(500);
const MOST_ITEMS = 20;

/** A number on a scale, or one of some answers. `isLead`: a link may bring it along, chosen already. */
const itemSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...{ id: z.string().regex(/^[a-z][a-z_]{0,40}$/), type: z.literal("scale"), isRequired: z.boolean() },
    ...{ isLead: z.boolean(), from: z.union([z.literal(0), z.literal(1)]), to: z.union([z.literal(5), z.literal(10)]) },
  }),
  z.strictObject({
    ...{ id: z.string().regex(/^[a-z][a-z_]{0,40}$/), type: z.literal("choice"), isRequired: z.boolean() },
    ...{
      isLead: z.boolean(),
      choices: z
        .array(z.string().regex(/^[a-z][a-z_]{0,40}$/))
        .min(2)
        .max(10),
    },
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
    instrument: z.enum(INSTRUMENTS),
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

export const optOutSchema = z.object({ token: z.string().max(200).catch("") });
export type OptOutInput = z.infer<typeof optOutSchema>;

export const withholdSurveySchema = z.object({
  caseId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type WithholdSurveyInput = z.infer<typeof withholdSurveySchema>;

const MOST_DAYS = 60;

export const saveSettingSchema = z.object({
  siteId: idSchema,
  isOn: z
    .string()
    .optional()
    .transform((value) => value === "on"),
  instrument: z.enum(INSTRUMENTS, { error: "Choose a survey." }),
  afterDays: z
    .string({ error: "Say after how many days." })
    .trim()
    .regex(/^\d{1,2}$/, `Give whole days, from 0 to ${MOST_DAYS}.`)
    .transform(Number)
    .refine((days) => days <= MOST_DAYS, `Give whole days, from 0 to ${MOST_DAYS}.`),
});
export type SaveSettingInput = z.infer<typeof saveSettingSchema>;

/** The address of the public page. */
export const surveyPageSchema = z.object({
  lang: z.enum(SURVEY_LANGUAGES).optional().catch(undefined),
  score: z.string().max(40).optional().catch(undefined),
});

export const surveyListSchema = z.object({ site: z.uuid().optional().catch(undefined) });

/** Looks through an answer once it is in. */
export const raiseConcernJob = { name: "raiseSurveyConcern", payload: z.object({ answerId: z.uuid() }) };
