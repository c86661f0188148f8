import { readCount } from "@/lib/insight/rules/counts";
import { readMonth } from "@/lib/insight/rules/months";
import { isStorable, LIMITS, searchable } from "@/lib/shared/text";
import { COUNT_ROLES, type Mapping, type Role } from "../schema";
import { readDay } from "./days";
import { scaleOf } from "./mapping";
import { readAnswer, SCALE_SENTENCES } from "./scales";

/** Why a line is not taken: which cell, what it holds, what is wrong with it. */
export type Problem = { column: string; value: string; reason: string };

export type ReadRow = {
  day: string;
  unitId: string | null;
  items: Record<string, string>;
  comment: string | null;
  language: string | null;
  respondent: string | null;
  /** As the file names it, whatever units the site has. */
  unit: string;
  /** By what the line is known again; null: by what it says. */
  key: string | null;
};

export type RowRules = {
  mapping: Mapping;
  source: string;
  /** Where each role stands. */
  places: { role: Role; name: string; at: number }[];
  width: number;
  /** The site's units by their plain names. */
  units: Map<string, string>;
  /** Where the site is. */
  today: string;
};

const MOST_ID = 200;
const EARLIEST = "2000-01-01";
const MOST_SHOWN = 80;

/** Reads one line, or says all that keeps it from being taken. Nothing is put right that the file does not say. */
export function readRow(rules: RowRules, cells: readonly string[]): { row: ReadRow } | { problems: Problem[] } {
  const problems: Problem[] = [];
  const tell = (column: string, value: string, reason: string) => {
    const shown = searchable(value).toWellFormed();
    problems.push({ column, value: shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}…` : shown, reason });
  };
  const extra = cells.slice(rules.width).find((cell) => plainOf(cell) !== "");
  if (extra !== undefined) {
    tell(
      "",
      extra,
      `This line has ${cells.length} cells and the first has ${rules.width}: a comma or a quotation mark is out of place.`,
    );
    return { problems };
  }
  const given = cellsOf(rules, cells);
  const row = rules.mapping.kind === "fft_totals" ? readTotals(rules, given, tell) : readAnswers(rules, given, tell);
  return problems.length > 0 || row === null ? { problems } : { row };
}

type Given = { role: Role; name: string; text: string }[];
type Tell = (column: string, value: string, reason: string) => void;

function cellsOf({ places }: RowRules, cells: readonly string[]): Given {
  return places.map(({ role, name, at }) => ({ role, name, text: plainOf(cells[at] ?? "") }));
}

/** Without blanks around it, whatever kind of blank; a no-break space within is a space. */
function plainOf(cell: string): string {
  return cell.replaceAll("\r\n", "\n").replaceAll("\u00a0", " ").trim();
}

const EMPTY = { name: "", text: "" };

function one(given: Given, role: Role) {
  return given.find((cell) => cell.role === role) ?? EMPTY;
}

function readAnswers(rules: RowRules, given: Given, tell: Tell): ReadRow | null {
  const { mapping, source } = rules;
  const day = dayIn(rules, one(given, "day"), tell);
  const scale = scaleOf(mapping);
  const items: Record<string, string> = {};
  for (const { role, name, text } of given) {
    if (role !== "answer" || text === "") continue;
    const value = readAnswer(scale, text);
    if (value === null) tell(name, text, SCALE_SENTENCES[scale]);
    else items[itemOf(mapping, name)] = value;
  }
  const comment = commentIn(one(given, "comment"), tell);
  const ids = (["response_id", "respondent"] as const).map((role) => idIn(given, role, tell));
  const [responseId = null, respondent = null] = ids;
  const unitId = unitIn(rules, one(given, "unit"), tell);
  const language = languageIn(one(given, "language"), tell);
  const isBlank = given.every(({ role, text }) => text === "" || (role !== "answer" && role !== "comment"));
  if (isBlank) tell("", "", "Nothing is answered on this line.");
  if (day === null) return null;
  // What two senders call ratings is not one survey, and their numbers may be the same.
  const of = mapping.kind === "ratings" ? `${plainName(source)}:` : "";
  const known = responseId === null ? respondent && `${of}p:${respondent}` : `${of}r:${responseId}`;
  return {
    ...{ day, unitId, unit: one(given, "unit").text, items, comment, language, key: known },
    respondent: respondent && `${of}${respondent}`,
  };
}

function itemOf({ kind }: Mapping, name: string): string {
  switch (kind) {
    case "fft":
    case "fft_totals":
      return "experience";
    case "nps":
      return "recommend";
    case "csat":
      return "satisfaction";
    case "ratings":
      return name;
    default:
      return kind satisfies never;
  }
}

function dayIn(
  { mapping, today }: RowRules,
  { name, text }: { name: string; text: string },
  tell: Tell,
): string | null {
  const format = mapping.dayFormat ?? "ymd";
  const day = readDay(text, format);
  if (text === "") tell(name, text, "The day is missing.");
  else if (!day)
    tell(name, text, `This is no day written as ${FORMAT_WORDS[format]}. It is not read in another order.`);
  else if (day > today) tell(name, text, "This day has not come yet.");
  else if (day < EARLIEST) tell(name, text, "This day is before the year 2000.");
  return day;
}

const FORMAT_WORDS = { ymd: "year-month-day", dmy: "day/month/year", mdy: "month/day/year" } as const;

function commentIn({ name, text }: { name: string; text: string }, tell: Tell): string | null {
  if (text === "") return null;
  if (text.length > LIMITS.words) {
    tell(name, text, `This comment is longer than ${LIMITS.words.toLocaleString("en")} characters.`);
  } else if (!isStorable(text, true)) tell(name, text, "This holds a control character that cannot be kept.");
  return text;
}

function idIn(given: Given, role: "response_id" | "respondent", tell: Tell): string | null {
  const cell = given.find((each) => each.role === role);
  if (!cell) return null;
  const { name, text } = cell;
  if (text === "") tell(name, text, "The number is missing, so that the line could not be known again.");
  else if (text.length > MOST_ID || !isStorable(text, false))
    tell(name, text, "This is no number or name of an answer.");
  return text;
}

function unitIn(
  { mapping, units }: RowRules,
  { name, text }: { name: string; text: string },
  tell: Tell,
): string | null {
  if (text === "") return null;
  const unitId = units.get(plainName(text)) ?? null;
  if (unitId === null && mapping.unknownUnit === "reject") tell(name, text, "The site has no unit of this name.");
  return unitId;
}

/** As names of units are compared. */
export function plainName(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
}

const NAMES = new Intl.DisplayNames("en", { type: "language" });
const TAGS = [
  "en",
  "es",
  "zh",
  "vi",
  "ar",
  "fr",
  "ht",
  "ko",
  "pl",
  "pt",
  "ru",
  "so",
  "tl",
  "uk",
  "ur",
  "bn",
  "hi",
  "pa",
  "ro",
  "de",
  "it",
  "fa",
];
const BY_NAME = new Map(TAGS.map((tag) => [NAMES.of(tag)?.toLowerCase() ?? tag, tag]));

function languageIn({ name, text }: { name: string; text: string }, tell: Tell): string | null {
  if (text === "") return null;
  const named = BY_NAME.get(text.toLowerCase());
  if (named) return named;
  if (/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i.test(text) && text.length <= 35)
    return text.replaceAll("_", "-").toLowerCase();
  tell(name, text, "This is no language. Write it as en or es.");
  return null;
}

function readTotals(rules: RowRules, given: Given, tell: Tell): ReadRow | null {
  const { name, text } = one(given, "month");
  const month = readMonth(text) ?? readShortMonth(text);
  if (!month) tell(name, text, "This is no month. Write it as 2026-03.");
  else if (month > rules.today.slice(0, 7)) tell(name, text, "This month has not begun.");
  const items: Record<string, string> = {};
  for (const role of COUNT_ROLES) {
    const cell = one(given, role);
    // Of no answers at all a month still has its total.
    const count = /^0+$/.test(cell.text) ? { value: 0 } : readCount(cell.text);
    if ("error" in count) tell(cell.name, cell.text, count.error);
    else if (count.value === null) tell(cell.name, "", "The count is missing. Write 0 where there were none.");
    else items[role] = String(count.value);
  }
  const unit = one(given, "unit");
  const unitId = unitIn(rules, unit, tell);
  if (unit.name !== "" && unit.text === "")
    tell(unit.name, "", "This total names no unit, and may hold those of the units again.");
  if (!month) return null;
  const key = `m:${month}:${plainName(unit.text)}`;
  return { day: `${month}-01`, unitId, unit: unit.text, items, comment: null, language: null, respondent: null, key };
}

/** "Jan-24", as spreadsheets shorten a month. */
function readShortMonth(text: string): string | null {
  const short = /^([a-z]{3,9})[\s.'-]+(\d{2})$/i.exec(text.trim());
  return short ? readMonth(`${short[1]} 20${short[2]}`) : null;
}
