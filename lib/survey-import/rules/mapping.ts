import {
  COUNT_ROLES,
  type FileColumn,
  type FileKind,
  type ImportedInstrument,
  type Mapping,
  type Role,
} from "../schema";
import type { Scale } from "./scales";

/** What may stand in more than one column. */
const SEVERAL: readonly Role[] = ["answer"];

const FOR_ANSWERS: readonly Role[] = [
  ...(["day", "answer", "comment", "unit", "response_id", "respondent", "language"] as const),
];
/** What the columns of each kind of file may be. */
export const ROLES_OF: Record<FileKind, readonly Role[]> = {
  fft: FOR_ANSWERS,
  nps: FOR_ANSWERS,
  csat: FOR_ANSWERS,
  ratings: FOR_ANSWERS,
  fft_totals: ["month", "unit", ...COUNT_ROLES],
};

export function instrumentOf(kind: FileKind): ImportedInstrument {
  return kind === "fft_totals" ? "fft" : kind;
}

export function scaleOf({ kind, scale }: Pick<Mapping, "kind" | "scale">): Scale {
  if (kind === "fft" || kind === "fft_totals") return "fft";
  if (kind === "ratings") return scale;
  return kind === "nps" ? "nought_to_ten" : "one_to_five";
}

/** Why a file cannot be read as it is mapped, by the field in which it is mended; empty where it can. */
export function whyNotMapped(mapping: Mapping, roleNames: Record<Role, string>): Record<string, string> {
  const { kind, columns, dayFormat } = mapping;
  const counted = (role: Role) => columns.filter((column) => column.role === role).length;
  const stray = columns.find(({ role }) => !ROLES_OF[kind].includes(role));
  if (stray)
    return { columns: `“${stray.name}” cannot be ${roleNames[stray.role].toLowerCase()} in this kind of file.` };
  const twice = columns.find(({ role }) => counted(role) > 1 && !(kind === "ratings" && SEVERAL.includes(role)));
  if (twice) return { columns: `Two columns are ${roleNames[twice.role].toLowerCase()}. Leave one.` };
  if (kind === "fft_totals") {
    const missing = (["month", ...COUNT_ROLES] as const).filter((role) => counted(role) === 0);
    const names = missing.map((role) => roleNames[role].toLowerCase()).join(", ");
    return missing.length > 0 ? { columns: `Say which column is: ${names}.` } : {};
  }
  if (counted("day") === 0) return { columns: "Say which column is the day on which it was answered." };
  if (counted("answer") + counted("comment") === 0)
    return { columns: "Say which column is the answer, or the comment." };
  if (kind === "ratings" && counted("answer") === 0) return { columns: "Say which columns are answers." };
  if (!dayFormat) return { dayFormat: "Choose how the days are written. It is never guessed." };
  return {};
}

/** What an earlier file's mapping makes of the columns of this one, by their names; and those that it misses. */
export function fitMapping(
  mapping: Mapping,
  columns: readonly FileColumn[],
): { roles: (Role | "")[]; missing: string[] } {
  const known = new Map(mapping.columns.map(({ name, role }) => [name, role]));
  return {
    roles: columns.map(({ name }) => known.get(name) ?? ""),
    missing: mapping.columns.flatMap(({ name }) => (columns.some((column) => column.name === name) ? [] : [name])),
  };
}

const HINTS: readonly [RegExp, Role][] = [
  [/^(comment|response|record|survey|feedback|reply) ?(id|no|number|key)$/, "response_id"],
  [/^(respondent|patient|person|participant) ?(id|no|number|key)?$/, "respondent"],
  [/^(date|day|survey date|response date|date answered|received( date)?|discharge date|visit date)$/, "day"],
  [/^(month|period|fft period)$/, "month"],
  [/^(unit|ward|department|unit name|ward name|location)$/, "unit"],
  [/^(comment|comments|free text|feedback|verbatim|fft answer)$/, "comment"],
  [/^(language|lang|survey language)$/, "language"],
  [/^(1 )?very good( sum)?$/, "very_good"],
  [/^(2 )?good( sum)?$/, "good"],
  [/^(3 )?neither( good nor poor)?( sum)?$/, "neither"],
  [/^(4 )?poor( sum)?$/, "poor"],
  [/^(5 )?very poor( sum)?$/, "very_poor"],
  [/^(6 )?don'?t know( sum)?$/, "dont_know"],
  [/^(score|rating|answer|fft categorical answer|fft score|nps|likelihood to recommend)$/, "answer"],
];

/** What the names of the columns suggest, each role once; a person says whether it is so. */
export function suggestRoles(columns: readonly FileColumn[]): (Role | "")[] {
  const taken = new Set<Role>();
  return columns.map(({ name }) => {
    const plain = name
      .toLowerCase()
      .replace(/[_\s-]+/g, " ")
      .trim();
    const role = HINTS.find(([pattern]) => pattern.test(plain))?.[1];
    if (!role || taken.has(role)) return "";
    taken.add(role);
    return role;
  });
}
