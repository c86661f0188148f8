import { z } from "zod";
import { SurveyImportState } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { DELIMITERS, ENCODINGS } from "@/lib/shared/table-file";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { DAY_FORMATS } from "./rules/days";

export { SurveyImportState };

/** A file of a million answers with their comments is about this large. */
export const MOST_FILE_MB = 250;
export const NO_TABLE =
  "This is no CSV or TSV file. In a spreadsheet, save it as CSV first; “CSV UTF-8” keeps every letter.";
export const MOST_ROWS = 2_000_000;
export const MOST_COLUMNS = 200;
/** With more of them the columns are said wrongly, and nobody reads the rest. */
export const MOST_REJECTED = 50_000;
/** Of one import; more would bury what else waits in the tray. */
export const MOST_CONCERNS = 50;
const MOST_RAISE_DAYS = 90;

/** What a file holds: answers to one of these, ratings of several things, or how often each Friends and Family answer was given in a month. */
export const FILE_KINDS = ["fft", "fft_totals", "nps", "csat", "ratings"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What answers are compared with: totals are Friends and Family too. */
export const IMPORTED_INSTRUMENTS = ["fft", "nps", "csat", "ratings"] as const;
export type ImportedInstrument = (typeof IMPORTED_INSTRUMENTS)[number];

export const COUNT_ROLES = ["very_good", "good", "neither", "poor", "very_poor", "dont_know"] as const;

/** What a column may be. */
export const ROLES = [
  ...(["day", "month", "unit", "answer", "comment", "response_id", "respondent", "language"] as const),
  ...COUNT_ROLES,
] as const;
export type Role = (typeof ROLES)[number];

export const RATING_SCALES = ["one_to_five", "nought_to_ten", "often"] as const;

/** How the columns of a file are read. Columns go by their names, so that the next file may have them in another order. */
export const mappingSchema = z.object({
  kind: z.enum(FILE_KINDS),
  dayFormat: z.enum(DAY_FORMATS).nullable(),
  scale: z.enum(RATING_SCALES),
  /** What becomes of a line whose unit the site has not. */
  unknownUnit: z.enum(["reject", "whole_site"]),
  raises: z.boolean(),
  raiseDays: z.int().min(1).max(MOST_RAISE_DAYS),
  columns: z.array(z.object({ name: z.string(), role: z.enum(ROLES) })).max(MOST_COLUMNS),
});
export type Mapping = z.infer<typeof mappingSchema>;

const fitsSchema = z.object({
  ...{ ymd: z.number(), dmy: z.number(), mdy: z.number(), both: z.number(), filled: z.number() },
});
export const columnsSchema = z.array(
  z.object({ name: z.string(), samples: z.array(z.string()), fits: fitsSchema.nullable() }),
);
export type FileColumn = z.infer<typeof columnsSchema>[number];

export const unknownUnitsSchema = z.array(z.object({ name: z.string(), rows: z.number() }));
export const encodingSchema = z.enum(ENCODINGS);
export const delimiterSchema = z.enum(DELIMITERS);
export const itemsSchema = z.record(z.string(), z.string());

export const receiveImportSchema = z.object({
  siteId: idSchema,
  importId: idSchema,
  name: requiredText({ max: LIMITS.line, what: "A file name" }),
});
export type ReceiveImportInput = z.infer<typeof receiveImportSchema>;

export const checkImportSchema = z.object({
  importId: idSchema,
  source: requiredText({ max: 80, what: "A name" }),
  kind: z.enum(FILE_KINDS, { error: "Choose what the file holds." }),
  dayFormat: z.union([z.enum(DAY_FORMATS), z.literal("").transform(() => null)]).optional(),
  scale: z.enum(RATING_SCALES).optional(),
  unknownUnit: z.enum(["reject", "whole_site"]).optional(),
  raises: z
    .string()
    .optional()
    .transform((value) => value === "on"),
  raiseDays: z
    .string({ error: "Say for how many days." })
    .trim()
    .regex(/^\d{1,2}$/, `Give whole days, from 1 to ${MOST_RAISE_DAYS}.`)
    .transform(Number)
    .refine((days) => days >= 1 && days <= MOST_RAISE_DAYS, `Give whole days, from 1 to ${MOST_RAISE_DAYS}.`),
  /** In the order of the file's columns; nothing where one is not read. */
  columns: z
    .array(z.object({ role: z.union([z.enum(ROLES), z.literal("")]).optional() }))
    .max(MOST_COLUMNS)
    .optional()
    .transform((columns) => columns ?? []),
});
export type CheckImportInput = z.infer<typeof checkImportSchema>;

export const oneImportSchema = z.object({ importId: idSchema });
export type OneImportInput = z.infer<typeof oneImportSchema>;

export const importPageSchema = z.object({ profile: z.uuid().optional().catch(undefined) });

/** One at a time: each reads a whole file. */
export const runImportJob = {
  name: "runSurveyImport",
  payload: z.object({ importId: z.uuid() }),
  line: "survey-imports",
};
export const raiseImportedJob = { name: "raiseImportedConcerns", payload: z.object({ importId: z.uuid() }) };
