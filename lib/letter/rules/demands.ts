import { z } from "zod";
import { CaseKind, type Role } from "@/lib/platform/generated/enums";
import { FINDING_KINDS, LETTER_KINDS, type LetterKind, type RequiredElement } from "./check";
import { ELEMENT_IDS } from "./words";

const sentence = z.string().trim().min(1);
const kinds = z.array(z.enum(CaseKind)).nonempty();
const source = {
  /** Where it is written. */
  basis: sentence,
  /** Whether it has been read at its source. What has not is shown as unconfirmed. */
  isConfirmed: z.boolean(),
};

/** What must be done before a case may come to these states. */
const GATED_STATES = ["answered", "closed"] as const;
export type GatedState = (typeof GATED_STATES)[number];

/** What may excuse from a letter: whoever raised the case took it back, or stays anonymous. */
const EXEMPTIONS = ["withdrawn", "anonymous"] as const;

/** Those who may approve what goes out. */
const APPROVER_ROLES = ["associate", "supervisor", "manager"] as const satisfies readonly Role[];
export type ApproverRole = (typeof APPROVER_ROLES)[number];

/** The clocks before whose end a letter says how it stands. */
const DRAFTED_CLOCKS = ["update", "resolve"] as const;

/** What a policy pack asks of letters. */
export const letterDemandsShape = {
  /** What a letter must hold, by its kind and the kind of its case. */
  letterElements: z
    .array(
      z.strictObject({
        letter: z.enum(LETTER_KINDS),
        kinds,
        elements: z
          .array(z.strictObject({ id: z.enum(ELEMENT_IDS), label: sentence, blocks: z.boolean(), ...source }))
          .nonempty(),
      }),
    )
    .nonempty(),
  /** Findings beside elements that block sending; the others warn. */
  letterBlocks: z.array(z.enum(FINDING_KINDS).exclude(["element"])),
  /** The kinds of case that need a sent resolution letter with all its elements, and before what. */
  letterNeeded: z.array(
    z.strictObject({
      kinds,
      before: z.array(z.enum(GATED_STATES)).nonempty(),
      ...source,
      /** Where it is written that it must be in writing, so that it is owed to whoever declines it by word of mouth; null: any way counts. */
      inWriting: z.strictObject(source).nullable(),
      /** When it is not owed all the same, and why. */
      notOwed: z.array(z.strictObject({ when: z.enum(EXEMPTIONS), because: sentence, ...source })),
    }),
  ),
  /** Who approves a letter: the first that holds. Where none does, nobody needs to. */
  approval: z.array(
    z.strictObject({
      letters: z.array(z.enum(LETTER_KINDS)).nonempty(),
      kinds,
      /** From this severity on, 1 to 3. */
      severity: z.int().min(1).max(3),
      roles: z.array(z.enum(APPROVER_ROLES)).nonempty(),
      ...source,
    }),
  ),
  /** Whether the author may approve the letter too. */
  mayApproveOwn: z.boolean(),
  /** How long before a time limit runs out a letter is drafted that says how it stands. Where nothing holds for a case, none is. */
  letterDrafts: z.array(
    z.strictObject({
      clock: z.enum(DRAFTED_CLOCKS),
      kinds,
      /** Of calendar days, and never in the first half of the time itself. */
      daysBefore: z.int().min(1).max(60),
      label: sentence,
      ...source,
    }),
  ),
};

const shape = z.strictObject(letterDemandsShape);
export type LetterDemands = z.infer<typeof shape>;

/** What in the demands of a pack contradicts itself, by the kinds of case that it uses. */
export function demandContradictions(demands: LetterDemands, inUse: readonly CaseKind[]): string[] {
  const { letterElements, letterBlocks, letterNeeded, approval, mayApproveOwn, letterDrafts } = demands;
  const pairs = letterElements.flatMap(({ letter, kinds: own }) => own.map((kind) => `${letter} letter of a ${kind}`));
  const unknown = (what: string, own: readonly CaseKind[]) =>
    own.filter((kind) => !inUse.includes(kind)).map((kind) => `${what} is for ${kind}, which is not in use.`);
  return [
    ...twice(pairs).map((pair) => `What the ${pair} must hold is said twice.`),
    ...letterElements.flatMap(({ letter, elements, kinds: own }) => [
      ...twice(elements.map(({ id }) => id)).map((id) => `The ${letter} letter asks for ${id} twice.`),
      ...unknown(`The ${letter} letter`, own),
    ]),
    ...twice(letterBlocks).map((kind) => `The finding ${kind} is named twice.`),
    ...twice(letterNeeded.flatMap(({ kinds: own }) => own)).map(
      (kind) => `Whether a ${kind} needs a letter is said twice.`,
    ),
    ...letterNeeded.flatMap(({ kinds: own, before, notOwed }) => [
      ...unknown("The need for a letter", own),
      ...twice(before).map((state) => `The need for a letter names ${state} twice.`),
      ...twice(notOwed.map(({ when }) => when)).map((when) => `That a letter is not owed where ${when} is said twice.`),
      ...own
        .filter((kind) => !elementsIn(demands, "resolution", kind).some(({ blocks }) => blocks))
        .map((kind) => `A ${kind} needs a resolution letter, and nothing says what it must hold.`),
    ]),
    ...approval.flatMap(({ kinds: own, roles }) => [
      ...unknown("An approval", own),
      ...twice(roles).map((role) => `An approval names ${role} twice.`),
      ...(mayApproveOwn || roles.some((role) => role !== "associate")
        ? []
        : ["An approval by associates alone leaves nobody where the author may not approve."]),
    ]),
    ...letterDrafts.flatMap(({ kinds: own }) => unknown("A drafted letter", own)),
    ...twice(letterDrafts.flatMap(({ clock, kinds: own }) => own.map((kind) => `${clock} of a ${kind}`))).map(
      (pair) => `When a letter is drafted before the ${pair} runs out is said twice.`,
    ),
    ...approval.flatMap((rule, index) =>
      rule.letters.flatMap((letter) =>
        rule.kinds
          .filter((kind) =>
            approval.slice(0, index).some((other) => hides(other, { letter, kind, from: rule.severity })),
          )
          .map((kind) => `An approval of the ${letter} letter of a ${kind} is never reached.`),
      ),
    ),
  ];
}

type Approval = LetterDemands["approval"][number];

function hides(other: Approval, { letter, kind, from }: { letter: LetterKind; kind: CaseKind; from: number }): boolean {
  return other.letters.includes(letter) && other.kinds.includes(kind) && other.severity <= from;
}

function elementsIn({ letterElements }: LetterDemands, letter: LetterKind, kind: CaseKind) {
  return letterElements.find((each) => each.letter === letter && each.kinds.includes(kind))?.elements ?? [];
}

/** What a letter of a kind must hold, by the pack of its case; what was not read at its source says so in its basis. */
export function elementsOf(demands: LetterDemands, letter: LetterKind, kind: CaseKind): RequiredElement[] {
  return elementsIn(demands, letter, kind).map(({ id, label, basis, blocks, isConfirmed }) => ({
    ...{ id, label, blocks },
    basis: isConfirmed ? basis : `${basis} (not confirmed at its source)`,
  }));
}

export type LetterNeed = LetterDemands["letterNeeded"][number];

/** What a pack says of the letter that a case of a kind needs before it comes to a state; null if it needs none. */
export function letterNeededFor({ letterNeeded }: LetterDemands, kind: CaseKind, state: string): LetterNeed | null {
  return (
    letterNeeded.find(({ kinds: own, before }) => own.includes(kind) && before.some((gate) => gate === state)) ?? null
  );
}

export type LetterDraft = LetterDemands["letterDrafts"][number];

/** How early a letter is drafted before a clock of a case runs out, and where that is written; null where none is. */
export function draftBefore(
  { letterDrafts }: Pick<LetterDemands, "letterDrafts">,
  { clock, kind }: { clock: string; kind: CaseKind },
): LetterDraft | null {
  return letterDrafts.find((each) => each.clock === clock && each.kinds.includes(kind)) ?? null;
}

/** The roles that approve a letter; null where nobody needs to. */
export function approversOf(
  { approval }: LetterDemands,
  { letter, kind, severity }: { letter: LetterKind; kind: CaseKind; severity: number },
): { roles: readonly ApproverRole[]; basis: string } | null {
  const rule = approval.find(
    (each) => each.letters.includes(letter) && each.kinds.includes(kind) && severity >= each.severity,
  );
  return rule ? { roles: rule.roles, basis: rule.basis } : null;
}

function twice<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
