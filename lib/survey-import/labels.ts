import { describeWorry, ITEM_LABELS } from "@/lib/survey/labels";
import type { Worry } from "@/lib/survey/schema";
import type { DayFits, DayFormat } from "./rules/days";
import { askedIn } from "./rules/worries";
import type { FileKind, ImportedInstrument, Mapping, Role, SurveyImportState } from "./schema";

export const FILE_KIND_LABELS: Record<FileKind, string> = {
  fft: "Friends and Family, one answer a line",
  fft_totals: "Friends and Family, monthly totals",
  nps: "Recommendation (NPS), 0 to 10",
  csat: "Satisfaction (CSAT), 1 to 5",
  ratings: "Ratings of several things, such as Press Ganey or HCAHPS answers",
};

/** Said to be imported wherever they stand, so that nobody takes them for answers to our own. */
export const IMPORTED_LABELS: Record<ImportedInstrument, string> = {
  fft: "Friends and Family (imported)",
  nps: "Recommendation, NPS (imported)",
  csat: "Satisfaction, CSAT (imported)",
  ratings: "Ratings (imported)",
};

export const ROLE_LABELS: Record<Role, string> = {
  day: "Day answered",
  month: "Month",
  unit: "Unit",
  answer: "Answer",
  comment: "Comment",
  response_id: "Number of the response",
  respondent: "Number of the respondent",
  language: "Language",
  very_good: "Count: very good",
  good: "Count: good",
  neither: "Count: neither good nor poor",
  poor: "Count: poor",
  very_poor: "Count: very poor",
  dont_know: "Count: don't know",
};

export const DAY_FORMAT_LABELS: Record<DayFormat, string> = {
  ymd: "Year, month, day: 2026-03-04",
  dmy: "Day, month, year: 04/03/2026",
  mdy: "Month, day, year: 03/04/2026",
};

const SHORT_FORMATS: Record<DayFormat, string> = {
  ymd: "year-month-day",
  dmy: "day/month/year",
  mdy: "month/day/year",
};

export const SCALE_LABELS: Record<Mapping["scale"], string> = {
  one_to_five: "1 to 5; the top is 5",
  nought_to_ten: "0 to 10; the top is 9 and 10",
  often: "Never, sometimes, usually, always; the top is always",
};

export const ENCODING_LABELS: Record<string, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};

export const DELIMITER_LABELS: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

export const STATE_LABELS: Record<SurveyImportState, string> = {
  mapping: "To be mapped",
  checking: "Being checked",
  checked: "Checked",
  importing: "Being imported",
  imported: "Imported",
  stopped: "Stopped",
  failed: "Given up",
  undoing: "Being taken back",
  undone: "Taken back",
};

export const STATE_TONES: Record<SurveyImportState, "neutral" | "soon" | "met" | "late"> = {
  mapping: "soon",
  checking: "neutral",
  checked: "soon",
  importing: "neutral",
  imported: "met",
  stopped: "soon",
  failed: "late",
  undoing: "neutral",
  undone: "neutral",
};

export function countRows(count: number): string {
  return count === 1 ? "1 row" : `${count.toLocaleString("en")} rows`;
}

/** How the days of a column fit, so that a person can say how they are written. */
export function describeFits({ ymd, dmy, mdy, both, filled }: DayFits): string {
  const fits = Object.entries({ ymd, dmy, mdy }) as [DayFormat, number][];
  const told = fits
    .filter(([, count]) => count > 0)
    .map(([format, count]) => `${count.toLocaleString("en")} as ${SHORT_FORMATS[format]}`);
  const unsure = both > 0 ? ` ${both.toLocaleString("en")} fit both ways, so only you can tell.` : "";
  return `Of ${filled.toLocaleString("en")} days, ${told.join(", ")} can be read.${unsure}`;
}

/** Why a person should look at an imported answer. */
export function describeImportedWorry(mapping: Mapping, items: Record<string, string>, worry: Worry): string {
  return describeWorry(worry, askedIn(mapping, items));
}

/** Of somebody who wrote nothing, what they chose. */
export function tellImported(mapping: Mapping, items: Record<string, string>): string {
  const asked = askedIn(mapping, items);
  const lines = Object.entries(items).map(([id, value]) => {
    const item = asked.items.find((each) => each.id === id);
    const words =
      asked.languages.en?.items[id]?.choices?.[value] ?? (item?.type === "scale" ? `${value} of ${item.to}` : value);
    return `${ITEM_LABELS[id] ?? id}: ${words}`;
  });
  return ["No comment was written. The imported answers:", ...lines].join("\n");
}
