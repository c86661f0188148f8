import { z } from "zod";
import { LINE_LABELS, type LineField } from "../labels";

const changesSchema = z.array(
  z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
);

/** What was changed of a charge, a line for each field; null for what cannot be read. */
export function tellChanges(changes: unknown): string | null {
  const parsed = changesSchema.safeParse(changes);
  if (!parsed.success) return null;
  return parsed.data
    .map(({ field, before, after }) => {
      return `${LINE_LABELS[field as LineField] ?? field}: ${before ?? "none"} → ${after ?? "none"}`;
    })
    .join("\n");
}
