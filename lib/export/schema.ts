import { z } from "zod";
import { ExportFormat } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { lookSchema } from "@/lib/view/schema";

export { ExportFormat };

/** More than these are written by a worker: handed out as they are read they would hold up whoever asked. */
export const MOST_AT_ONCE = 5_000;

/** More than these are no selection any more, but a filter. */
const MOST_SELECTED = 10_000;

const caseIds = z
  .string()
  .max(37 * MOST_SELECTED, `Export at most ${MOST_SELECTED.toLocaleString("en")} selected cases at a time.`)
  .optional()
  .transform((text) => [...new Set(text ? text.split(",") : [])])
  .pipe(z.array(idSchema).max(MOST_SELECTED));

/** The id comes with the form, so that sending it twice makes one. Without columns it has those that the queue shows by itself. */
export const makeExportSchema = z.object({
  exportId: idSchema,
  format: z.enum(ExportFormat, { error: "Choose a kind of file." }),
  query: z.string().max(4_000, "There are more filters here than can be kept."),
  columns: lookSchema.shape.columns,
  /** The cases that are selected, between commas; none: all that fit. */
  caseIds,
});
export type MakeExportInput = z.infer<typeof makeExportSchema>;

export const countExportSchema = makeExportSchema.pick({ query: true });
export type CountExportInput = z.infer<typeof countExportSchema>;

export const findExportSchema = z.object({ exportId: idSchema });

/** The job that writes one export into a file. */
export const writeExportJob = { name: "writeExport", payload: z.object({ exportId: z.uuid() }) };
