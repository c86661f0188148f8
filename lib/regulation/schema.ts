import { z } from "zod";
import { isSlowerThan, limitContradictions } from "@/lib/clock/rules/contradictions";
import { limitSchema, pauseReasonSchema } from "@/lib/clock/schema";
import { demandContradictions, letterDemandsShape } from "@/lib/letter/rules/demands";
import { Answer, CaseKind, Channel, ReporterKind } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export { Answer };

/** What can be recorded of a case for the rules to judge, in the order in which it is asked. */
export const FACTS = [
  "allegesAbuse",
  "allegesNeglect",
  "allegesHarm",
  "allegesNonCompliance",
  "settledOnTheSpot",
  "needsInvestigation",
  "wasPutOff",
  "asksFormalAnswer",
  "asksResolution",
  "isBillingOnly",
  "isMedicareRights",
  "isAfterStay",
] as const;
export type Fact = (typeof FACTS)[number];
export type Facts = Record<Fact, Answer>;

/** What the rules look at: the facts, and what every case has. */
export type Given = Facts & { channel: Channel; reporterKind: ReporterKind };

/** From the lowest to the highest; those of one row are equals. */
const KIND_RANKS: Record<CaseKind, number> = {
  inquiry: 0,
  compliment: 0,
  suggestion: 0,
  concern: 1,
  complaint: 2,
  grievance: 3,
};

export function rankOf(kind: CaseKind): number {
  return KIND_RANKS[kind];
}

const sentence = z.string().trim().min(1);
const answers = z.array(z.enum(Answer)).nonempty();

/** All that is named must hold; a fact holds when its answer is among those named. */
const anyOfGiven = z
  .strictObject({
    channel: z.array(z.enum(Channel)).nonempty(),
    reporterKind: z.array(z.enum(ReporterKind)).nonempty(),
    ...(Object.fromEntries(FACTS.map((fact) => [fact, answers])) as Record<Fact, typeof answers>),
  })
  .partial();
const ASKS_NOTHING = "A condition that asks nothing would hide every later rule.";
const conditionSchema = anyOfGiven.refine((condition) => Object.keys(condition).length > 0, ASKS_NOTHING);

/** Of a time limit a condition may also name how grave the case is. */
const limitConditionSchema = anyOfGiven
  .extend({ severity: z.array(z.int().min(1).max(3)).nonempty().optional() })
  .refine((condition) => Object.keys(condition).length > 0, ASKS_NOTHING);
export type LimitCondition = z.infer<typeof limitConditionSchema>;

const ruledKind = z.enum(["complaint", "grievance"]);

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Any of these is enough. */
  when: z.array(conditionSchema).nonempty(),
  kind: ruledKind,
  /** Goes on after "Grievance, because ". */
  because: sentence,
  /** Where it is written. */
  basis: sentence,
  /** Whether it has been read at its source. What has not is shown as unconfirmed. */
  isConfirmed: z.boolean(),
  /** Also lifts a case that somebody took for a concern, an inquiry or the like. */
  isBinding: z.boolean(),
});
export type Rule = z.infer<typeof ruleSchema>;

const packLimitSchema = limitSchema.extend({
  kinds: z.array(z.enum(CaseKind)).nonempty(),
  /** Any of these is enough; null: it holds for every case of these kinds. */
  when: z.array(limitConditionSchema).nonempty().nullable(),
});
export type PackLimit = z.infer<typeof packLimitSchema>;

const shape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  label: sentence,
  /** Where it holds, for whoever chooses it for a site. */
  summary: sentence,
  /** The countries whose sites go by it until somebody names another: those in which it holds everywhere. */
  defaultFor: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
  version: z.string().regex(/^\d{4}-\d+$/),
  validFrom: z.iso.date(),
  /** The kinds in use, in the words of the place. */
  kinds: z.array(z.strictObject({ kind: z.enum(CaseKind), label: sentence, hint: sentence })).nonempty(),
  /** The facts that are asked for, in plain words. */
  asks: z
    .array(
      z.strictObject({
        fact: z.enum(FACTS),
        label: sentence,
        hint: sentence.optional(),
        /** Asked only of what came this way. */
        channels: z.array(z.enum(Channel)).nonempty().optional(),
      }),
    )
    .nonempty(),
  /** In their order: the first that holds decides. */
  rules: z.array(ruleSchema).nonempty(),
  /** When no rule holds. */
  otherwise: ruleSchema.omit({ when: true, isBinding: true }),
  /** What came in these ways is confirmed in writing only; otherwise any word from us confirms that it arrived. */
  acknowledgedInWriting: z
    .strictObject({ channels: z.array(z.enum(Channel)).nonempty(), basis: sentence, isConfirmed: z.boolean() })
    .nullable()
    .default(null),
  /** Why a clock may stand still. */
  pauseReasons: z.array(pauseReasonSchema),
  /** In their order: of each clock the first that holds for a case applies. */
  limits: z.array(packLimitSchema).nonempty(),
  /** Who else can be turned to, and when that is told. */
  outsideBodies: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      name: sentence,
      when: sentence,
      basis: sentence,
      isConfirmed: z.boolean(),
      /** How it is reached, where that is the same everywhere: the id of entries of `packs/reach`. */
      reach: z
        .string()
        .regex(/^[a-z0-9-]+$/)
        .nullable()
        .default(null),
      /** What is asked of a site where it is not. */
      ask: sentence.nullable().default(null),
    }),
  ),
  /** What the governing body must have put in writing where it leaves grievances to others; null where nothing is demanded. */
  delegation: z.strictObject({ what: sentence, basis: sentence, isConfirmed: z.boolean() }).nullable().default(null),
  ...letterDemandsShape,
});

/** A policy pack: dated data, never code. One that is empty, or whose parts contradict each other, is refused. */
export const packSchema = shape.superRefine((pack, context) => {
  for (const message of findContradictions(pack)) context.addIssue({ code: "custom", message });
});
export type Pack = z.infer<typeof shape>;
export type OutsideBody = Pack["outsideBodies"][number];

/** How bodies are reached, from a day on. */
export const reachesSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    validFrom: z.iso.date(),
    text: sentence.max(LIMITS.name),
    source: sentence,
    isConfirmed: z.boolean(),
  }),
);
export type Reach = z.infer<typeof reachesSchema>[number];

/** Every version of every pack: each version once, and a later one never valid from an earlier day. */
export const packsSchema = z
  .array(packSchema)
  .nonempty()
  .refine(
    (packs) => twice(packs.map(({ id, version }) => `${id} ${version}`)).length === 0,
    "A version is there twice.",
  )
  .refine(
    (packs) => twice(packs.map(({ id, validFrom }) => `${id} ${validFrom}`)).length === 0,
    "Two versions of one pack hold from the same day.",
  )
  .refine(
    (packs) =>
      twice(
        [...new Set(packs.flatMap(({ id, defaultFor }) => defaultFor.map((country) => `${country} ${id}`)))].map(
          (one) => one.slice(0, 2),
        ),
      ).length === 0,
    "A country has two packs by default.",
  );

function findContradictions(pack: Pack): string[] {
  const { kinds, asks, rules, otherwise, limits, pauseReasons, outsideBodies } = pack;
  const inUse = kinds.map(({ kind }) => kind);
  const asked = asks.map(({ fact }) => fact);
  const used = new Set(rules.flatMap(({ when }) => when.flatMap((condition) => Object.keys(condition))));
  const looksAt = limits.flatMap(({ when }) => (when ?? []).flatMap((condition) => Object.keys(condition)));
  return [
    ...twice(inUse).map((kind) => `The kind ${kind} is listed twice.`),
    ...twice(asked).map((fact) => `The fact ${fact} is asked for twice.`),
    ...twice([...rules, otherwise].map(({ id }) => id)).map((id) => `Two rules are called ${id}.`),
    ...[...rules, otherwise]
      .filter(({ kind }) => !inUse.includes(kind))
      .map(({ id, kind }) => `Rule ${id} leads to ${kind}, which is not in use.`),
    ...FACTS.filter((fact) => (used.has(fact) || looksAt.includes(fact)) && !asked.includes(fact)).map(
      (fact) => `Nobody is asked for ${fact}.`,
    ),
    ...asked.filter((fact) => !used.has(fact)).map((fact) => `No rule looks at ${fact}.`),
    ...rules.flatMap((rule, index) => {
      const earlier = rules.slice(0, index).flatMap(({ when }) => when);
      const isReached = rule.when.some((condition) => !earlier.some((other) => covers(other, condition)));
      return isReached ? [] : [`Rule ${rule.id} is never reached: what comes before it holds whenever it does.`];
    }),
    ...twice([...pauseReasons, ...limits, ...outsideBodies].map(({ id }) => id)).map(
      (id) => `Two entries are called ${id}.`,
    ),
    ...limitContradictions(limits, pauseReasons),
    ...demandContradictions(pack, inUse),
    ...limits.flatMap((limit) =>
      limit.kinds
        .filter((kind) => !inUse.includes(kind))
        .map((kind) => `Limit ${limit.id} is for ${kind}, which is not in use.`),
    ),
    ...limits.flatMap(({ id, kinds: own }) => twice(own).map((kind) => `Limit ${id} names ${kind} twice.`)),
    ...limits.flatMap((limit, index) => unreached(limit, limits.slice(0, index))),
    ...limits.flatMap((update) =>
      limits
        .filter((resolve) => update.clock === "update" && resolve.clock === "resolve" && mayMeet(update, resolve))
        .filter((resolve) => isSlowerThan(update, resolve))
        .map((resolve) => `Limit ${update.id} tells how it stands only after ${resolve.id} is due.`),
    ),
  ];
}

/** The kinds for which earlier limits of the same clock hold whenever this one does. */
function unreached(limit: PackLimit, earlier: readonly PackLimit[]): string[] {
  return limit.kinds.flatMap((kind) => {
    const before = earlier.filter(({ clock, kinds }) => clock === limit.clock && kinds.includes(kind));
    const whole = before.find(({ when }) => when === null);
    const parts = before.flatMap(({ when }) => when ?? []);
    const isReached = limit.when?.some((condition) => !parts.some((other) => covers(other, condition))) ?? true;
    if (!whole && isReached) return [];
    const other =
      whole ?? before.find(({ when }) => when?.some((wide) => limit.when?.some((each) => covers(wide, each))));
    return [`Limit ${limit.id} is never reached for ${kind}: ${other?.id} holds whenever it does.`];
  });
}

/** Whether one case can have both limits. */
function mayMeet(a: PackLimit, b: PackLimit): boolean {
  return a.startsAt === b.startsAt && a.kinds.some((kind) => b.kinds.includes(kind));
}

/** Whether `wide` holds wherever `narrow` does. */
function covers(wide: LimitCondition, narrow: LimitCondition): boolean {
  return Object.entries(wide).every(([key, allowed]) => {
    const given: readonly (string | number)[] | undefined = narrow[key as keyof LimitCondition];
    return given?.every((value) => (allowed as readonly (string | number)[]).includes(value)) ?? false;
  });
}

function twice<T>(values: T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

// A box that is not ticked sends nothing.
const recorded = z
  .enum(Answer, { error: "Choose one of these." })
  .optional()
  .transform((answer): Answer => answer ?? "unknown");

export const factsSchema = z.object(
  Object.fromEntries(FACTS.map((fact) => [fact, recorded])) as Record<Fact, typeof recorded>,
);

const reason = optionalText({ max: LIMITS.reason, what: "A reason", isMultiline: true });

/** `base` is what the person saw when they began; `changeId` is the id of the proposal that lowering makes. */
export const recordFactsSchema = factsSchema.extend({
  caseId: idSchema,
  changeId: idSchema,
  base: factsSchema.optional().transform((seen) => seen ?? factsSchema.parse({})),
  reason,
});
export type RecordFactsInput = z.infer<typeof recordFactsSchema>;

export const overrideKindSchema = z.object({
  caseId: idSchema,
  changeId: idSchema,
  expectedKind: z.enum(CaseKind, { error: "Choose what this is." }),
  kind: z.enum(CaseKind, { error: "Choose what this is." }),
  reason,
});
export type OverrideKindInput = z.infer<typeof overrideKindSchema>;

export const confirmKindSchema = z.object({
  changeId: idSchema,
  answer: optionalText({ max: LIMITS.reason, what: "A remark", isMultiline: true }),
});
export type ConfirmKindInput = z.infer<typeof confirmKindSchema>;

export const declineKindSchema = z.object({
  changeId: idSchema,
  answer: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type DeclineKindInput = z.infer<typeof declineKindSchema>;
