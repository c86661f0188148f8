import { z } from "zod";
import type { CappedCount } from "./count";

export { type CappedCount, capCount, formatCount } from "./count";

/** One page of a list in a total order, with the way to its neighbours. */
export type Page<T> = { rows: T[]; next: string | null; previous: string | null; total: CappedCount };

const cursorSchema = z.object({
  direction: z.enum(["after", "before"]),
  value: z.union([z.string().max(300), z.number()]),
  id: z.uuid(),
  /** The order that it is a place in, where a list has several. */
  of: z.string().max(40).optional(),
});

/** Where a page starts: the sort value and id of the row it stands next to. */
export type Cursor = z.infer<typeof cursorSchema>;

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** The cursor in a URL, or null when it is absent or not one of ours: the list then starts at its beginning. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

/** The instant in a cursor, or null when it is not one that the database can hold. */
export function cursorInstant({ value }: Cursor): Date | null {
  const parsed = z.iso.datetime().safeParse(value);
  if (!parsed.success || parsed.data.startsWith("0000")) return null;
  return new Date(parsed.data);
}
