import { LANGUAGE_LABELS } from "../labels";
import type {
  Definition,
  Draft,
  ItemKind,
  SaveQuestionsInput,
  SurveyItem,
  SurveyLanguage,
  Unpublished,
} from "../schema";
import { isScored } from "./own-score";
import { whyReserved } from "./reserved";

/** What staff read and write first; every other language is a translation of it. */
export const SOURCE: SurveyLanguage = "en";

/** One piece of wording of a survey: where it stands, and what it is called in the editor. */
export type Piece = { key: string; label: string };

/** Every piece of wording that a survey needs in each of its languages, in the order of the page. */
export function piecesOf({ items, asksIssues }: Pick<Draft, "items" | "asksIssues">): Piece[] {
  return [
    { key: "title", label: "Title" },
    { key: "intro", label: "What stands before the questions" },
    ...items.flatMap((item, at) => piecesOfItem(item, at + 1)),
    ...(asksIssues ? [{ key: "issues", label: "The question on each issue" }] : []),
    { key: "comment", label: "The question for their own words" },
  ];
}

function piecesOfItem(item: SurveyItem, place: number): Piece[] {
  const question = { key: `${item.id}.question`, label: `Question ${place}` };
  if (item.type === "scale") {
    return [
      question,
      { key: `${item.id}.low`, label: `Question ${place}: what ${item.from} means` },
      { key: `${item.id}.high`, label: `Question ${place}: what ${item.to} means` },
    ];
  }
  return [
    question,
    ...item.choices.map((choice, at) => ({
      key: `${item.id}.choice.${choice}`,
      label: `Question ${place}: answer ${at + 1}`,
    })),
  ];
}

/** What a draft still lacks in a language. */
export function missingIn(draft: Draft, language: SurveyLanguage): Piece[] {
  return piecesOf(draft).filter(({ key }) => !draft.texts[language]?.[key]);
}

/** Whether anything at all is written in a language. */
export function isBegun(draft: Draft, language: SurveyLanguage): boolean {
  return piecesOf(draft).some(({ key }) => draft.texts[language]?.[key]);
}

type As = { instrument: string; name: string; version: number; languages: readonly SurveyLanguage[] };

/** The version that a draft becomes, in the languages that are given; what a language lacks stands empty. */
export function definitionOf(draft: Draft, { instrument, name, version, languages }: As): Definition {
  const { items, asksIssues, scoring } = draft;
  return {
    ...{ instrument, name, version, items, asksIssues, scoring },
    languages: Object.fromEntries(languages.map((language) => [language, textsOf(draft, language)])),
  };
}

function textsOf({ items, asksIssues, texts }: Draft, language: SurveyLanguage) {
  const say = (key: string) => texts[language]?.[key] ?? "";
  return {
    ...{ title: say("title"), intro: say("intro"), comment: say("comment") },
    ...(asksIssues ? { issues: say("issues") } : {}),
    items: Object.fromEntries(
      items.map((item) => {
        const question = say(`${item.id}.question`);
        if (item.type === "scale") {
          const ends: [string, string] = [say(`${item.id}.low`), say(`${item.id}.high`)];
          return [item.id, { question, ends }];
        }
        const choices = item.choices.map((choice) => [choice, say(`${item.id}.choice.${choice}`)]);
        return [item.id, { question, choices: Object.fromEntries(choices) }];
      }),
    ),
  };
}

/** A draft that says what a version says. */
export function draftOf({ items, asksIssues, scoring, languages }: Definition): Draft {
  const texts: Draft["texts"] = {};
  for (const [language, given] of Object.entries(languages)) {
    const said: Record<string, string> = { title: given.title, intro: given.intro, comment: given.comment };
    if (given.issues) said.issues = given.issues;
    for (const [id, { question, ends, choices }] of Object.entries(given.items)) {
      said[`${id}.question`] = question;
      if (ends) [said[`${id}.low`], said[`${id}.high`]] = ends;
      for (const [choice, words] of Object.entries(choices ?? {})) said[`${id}.choice.${choice}`] = words;
    }
    texts[language as SurveyLanguage] = said;
  }
  const others = (Object.keys(texts) as SurveyLanguage[]).filter((language) => language !== SOURCE);
  const basis = Object.fromEntries(others.map((language) => [language, { ...texts[SOURCE] }]));
  return { items, asksIssues, scoring: scoring ?? "top_two", texts, basis };
}

/** What a draft says in other languages than those it is published in. */
export function unpublishedOf(draft: Draft, languages: readonly SurveyLanguage[]): Unpublished {
  const rest = <T>(of: Partial<Record<SurveyLanguage, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([language]) => !languages.includes(language as SurveyLanguage)));
  return { texts: rest(draft.texts), basis: rest(draft.basis) };
}

/** The next draft: what the newest version says, and what was translated and not published with it. */
export function nextDraft(newest: Definition, unpublished: Unpublished | null): Draft {
  const draft = draftOf(newest);
  return {
    ...draft,
    texts: { ...unpublished?.texts, ...draft.texts },
    basis: { ...unpublished?.basis, ...draft.basis },
  };
}

export const EMPTY_DRAFT: Draft = { items: [], asksIssues: false, scoring: "top_two", texts: {}, basis: {} };

/** A draft in which what is missing says so, to be looked at. */
export function previewOf(draft: Draft): Draft {
  const languages = Object.keys(draft.texts) as SurveyLanguage[];
  const filled = [...new Set([SOURCE, ...languages])].map((language) => {
    const gaps = missingIn(draft, language).map(({ key, label }) => [key, `[Missing: ${label}]`]);
    return [language, { ...draft.texts[language], ...Object.fromEntries(gaps) }];
  });
  return { ...draft, texts: Object.fromEntries(filled) };
}

/** What is translated, but from other words than stand there by now. */
export function staleIn(draft: Draft, language: SurveyLanguage): Piece[] {
  return piecesOf(draft).filter(({ key }) => {
    const said = draft.texts[language]?.[key];
    return said !== undefined && said !== "" && draft.basis[language]?.[key] !== draft.texts[SOURCE]?.[key];
  });
}

/** As a draft, without what is reserved to the surveys of others: for a copy of one of them. */
export function withoutReserved(draft: Draft): Draft {
  const texts = Object.fromEntries(
    Object.entries(draft.texts).map(([language, said]) => [
      language,
      Object.fromEntries(Object.entries(said).filter(([, words]) => whyReserved(words) === null)),
    ]),
  );
  return { ...draft, texts };
}

/** A draft with its questions and its English wording as somebody gives them; what other languages say of what is still there stays. */
export function withQuestions(
  draft: Draft,
  input: Omit<SaveQuestionsInput, "instrumentId" | "revision" | "name">,
): Draft {
  const english: Record<string, string> = { title: input.title, intro: input.intro, comment: input.comment };
  if (input.asksIssues) english.issues = input.issues;
  const given = input.items ?? [];
  const taken = new Set(draft.items.map(({ id }) => id));
  const used = new Set<string>();
  const items = given.map((one): SurveyItem => {
    const before = draft.items.find(({ id }) => id === one.id && !used.has(id));
    const id = before?.id ?? nameItem(taken);
    taken.add(id);
    used.add(id);
    english[`${id}.question`] = one.question;
    const of = { id, isRequired: one.isRequired, isScored: one.isScored, isLead: given.length === 1 };
    if (one.kind !== "choice") {
      english[`${id}.low`] = one.low;
      english[`${id}.high`] = one.high;
      return one.kind === "five" ? { ...of, type: "scale", from: 1, to: 5 } : { ...of, type: "scale", from: 0, to: 10 };
    }
    const choices = nameChoices(choicesOf(draft, before), one.choices);
    for (const [at, choice] of choices.entries()) english[`${id}.choice.${choice}`] = one.choices[at] ?? "";
    return { ...of, type: "choice", choices };
  });
  const next = { ...draft, items, asksIssues: input.asksIssues, scoring: input.scoring };
  return { ...next, texts: { ...onlyPieces(next, draft.texts), [SOURCE]: said(english) } };
}

/** A draft with its wording in another language as somebody gives it. What its questions do not ask for is passed over. */
export function withTranslation(
  draft: Draft,
  language: SurveyLanguage,
  given: { key: string; value: string }[],
): Draft {
  const words = new Map(given.map(({ key, value }) => [key, value]));
  const now = { ...draft.texts[language] };
  const basis = { ...draft.basis[language] };
  const english = draft.texts[SOURCE] ?? {};
  for (const { key } of piecesOf(draft)) {
    const value = words.get(key);
    if (value === undefined) continue;
    now[key] = value;
    basis[key] = english[key] ?? "";
  }
  return {
    ...draft,
    texts: { ...draft.texts, [language]: said(now) },
    basis: { ...draft.basis, [language]: basis },
  };
}

/** The answers to a question with their words. */
export function choicesOf(draft: Draft, item: SurveyItem | undefined): { id: string; words: string }[] {
  if (item?.type !== "choice") return [];
  return item.choices.map((id) => ({ id, words: draft.texts[SOURCE]?.[`${item.id}.choice.${id}`] ?? "" }));
}

export function kindOf(item: SurveyItem): ItemKind {
  if (item.type === "choice") return "choice";
  return item.to === 10 ? "ten" : "five";
}

function said(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, words]) => words !== ""));
}

function onlyPieces(draft: Draft, texts: Draft["texts"]): Draft["texts"] {
  const keys = new Set(piecesOf(draft).map(({ key }) => key));
  return Object.fromEntries(
    Object.entries(texts).map(([language, words]) => [
      language,
      Object.fromEntries(Object.entries(words).filter(([key]) => keys.has(key))),
    ]),
  );
}

/** Why a draft cannot be published in these languages; null where it can. */
export function whyUnready(draft: Draft, languages: readonly SurveyLanguage[]): string | null {
  if (!languages.includes(SOURCE)) return "English is needed: staff read the answers by it.";
  if (draft.items.length === 0) return "It asks nothing yet. Add a question first.";
  for (const language of languages) {
    const [first, ...more] = missingIn(draft, language);
    const others = more.length > 0 ? ` and ${more.length} more` : "";
    if (first) return `${LANGUAGE_LABELS[language]} is not whole: ${first.label}${others} missing.`;
  }
  if (draft.scoring !== "net") return null;
  const scored = draft.items.filter(isScored);
  const areTens =
    scored.length > 0 && scored.every((item) => item.type === "scale" && item.from === 0 && item.to === 10);
  return areTens
    ? null
    : "A net score needs scored questions from 0 to 10 alone. Choose another score, or other questions.";
}

/**
 * The names of answers after somebody has written them anew: who says the same keeps its name, else who stands in the same place of as
 * many does, so that a corrected word keeps its translation.
 */
export function nameChoices(before: { id: string; words: string }[], lines: readonly string[]): string[] {
  const taken = new Set<string>();
  const isAsMany = before.length === lines.length;
  const same = lines.map((line) => {
    const found = before.find(({ id, words }) => words === line && !taken.has(id))?.id;
    if (found) taken.add(found);
    return found;
  });
  return same.map((found, at) => {
    if (found) return found;
    const there = before[at]?.id;
    const id = isAsMany && there && !taken.has(there) ? there : freeName("answer", taken, before);
    taken.add(id);
    return id;
  });
}

function freeName(stem: string, taken: ReadonlySet<string>, before: { id: string }[]): string {
  for (let at = 1; ; at += 1) {
    const name = `${stem}_${at}`;
    if (!taken.has(name) && before.every(({ id }) => id !== name)) return name;
  }
}

/** A name for a new question that none of these bears. */
function nameItem(taken: ReadonlySet<string>): string {
  return freeName("question", taken, []);
}
