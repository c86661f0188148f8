import { isBlank, isStorable, LIMITS } from "@/lib/shared/text";
import type { AnswerSurveyInput, Definition, IssueAnswer, SurveyItem, SurveyLanguage } from "../schema";
import { PAGE_WORDS } from "./words";

export type ReadAnswer = { items: Record<string, string>; issues: IssueAnswer[]; comment: string | null };

type Asked = { definition: Definition; language: SurveyLanguage; issueIds: readonly string[] };

/** What a field is called on the page: by its place, which no version changes. */
export function fieldOf(at: number): `items.q${number}` {
  return `items.q${at + 1}`;
}

/** What was typed, by the name of its field on the page. */
export type Typed = Record<string, string>;

export function typedOf({
  items = {},
  issues = [],
  comment,
}: Pick<AnswerSurveyInput, "items" | "issues" | "comment">): Typed {
  const typed: Typed = {};
  for (const [name, value] of Object.entries(items)) if (value) typed[`items.${name}`] = value;
  for (const [at, { isAnswered }] of issues.entries()) if (isAnswered) typed[`issues[${at}].isAnswered`] = isAnswered;
  if (comment) typed.comment = comment;
  return typed;
}

/** The values that an item takes, in their order. */
export function valuesOf(item: SurveyItem): string[] {
  if (item.type === "choice") return item.choices;
  return Array.from({ length: item.to - item.from + 1 }, (_, step) => String(item.from + step));
}

/**
 * What was answered, or what is wrong with it: a sentence for each field, in the language of the survey. Issues that are not asked about
 * (any more) are passed over; an answer that says nothing at all is none.
 */
export function readAnswer(
  { definition, language, issueIds }: Asked,
  given: Pick<AnswerSurveyInput, "items" | "issues" | "comment">,
): { answer: ReadAnswer } | { errors: Record<string, string> } {
  const words = PAGE_WORDS[language];
  const errors: Record<string, string> = {};
  const items: Record<string, string> = {};
  for (const [at, item] of definition.items.entries()) {
    const value = given.items?.[`q${at + 1}`]?.trim() ?? "";
    if (value === "" && item.isRequired) errors[fieldOf(at)] = words.needed;
    if (value === "") continue;
    if (valuesOf(item).includes(value)) items[item.id] = value;
    else errors[fieldOf(at)] = words.notListed;
  }
  const comment = given.comment?.replaceAll("\r\n", "\n") ?? "";
  if (!isStorable(comment, true)) errors.comment = words.control;
  else if (comment.length > LIMITS.note) errors.comment = words.tooLong(comment.length - LIMITS.note);
  if (Object.keys(errors).length > 0) return { errors };
  const answer = {
    items,
    issues: definition.asksIssues ? readIssues(given.issues ?? [], issueIds) : [],
    comment: isBlank(comment) ? null : comment,
  };
  const isNothing = Object.keys(items).length === 0 && answer.issues.length === 0 && answer.comment === null;
  return isNothing ? { errors: { [fieldOf(0)]: words.nothing } } : { answer };
}

function readIssues(given: NonNullable<AnswerSurveyInput["issues"]>, issueIds: readonly string[]): IssueAnswer[] {
  return issueIds.flatMap((issueId) => {
    const said = given.find((one) => one.issueId === issueId)?.isAnswered;
    return said === "yes" || said === "no" ? [{ issueId, isAnswered: said === "yes" }] : [];
  });
}

/** The answer that a link brings along, chosen and not given; null for one that is none. */
export function preselected(
  definition: Definition,
  score: string | undefined,
): { field: string; value: string } | null {
  const at = definition.items.findIndex(({ isLead }) => isLead);
  const item = definition.items[at];
  return item && score !== undefined && valuesOf(item).includes(score) ? { field: fieldOf(at), value: score } : null;
}

/** The language of a survey for somebody: theirs where it speaks it, else the one that was asked for last, else its first. */
export function languageFor(definition: Definition, tag: string | null | undefined): SurveyLanguage {
  const there = languagesOf(definition);
  const base = (tag ?? "").toLowerCase().split("-")[0];
  return there.find((language) => language === base) ?? there[0] ?? "en";
}

/** Whether a survey in `spoken` is in the language of whoever wants `tag`; nobody's language is unknown to be another. */
export function isSpoken(tag: string | null | undefined, spoken: SurveyLanguage): boolean {
  return !tag || tag.toLowerCase().split("-")[0] === spoken;
}

export function languagesOf(definition: Definition): SurveyLanguage[] {
  return (Object.keys(definition.languages) as SurveyLanguage[]).filter((language) => definition.languages[language]);
}
