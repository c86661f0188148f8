import { z } from "zod";
import { searchable } from "@/lib/shared/text";

/** The longest that is looked for: nobody types more, and each word costs the database a look. */
export const MOST_TYPED = 300;
export const MOST_TERMS = 12;

/** Signs that only turn the direction of what follows: nobody looks for one, and shown they would turn the page's own words. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The address of the search page. What does not fit is cut, never refused. */
export const searchSchema = z
  .object({ q: z.string().catch(""), page: z.string().optional().catch(undefined) })
  .transform(({ q, page }) => {
    const characters = [...searchable(q).replace(TURNING, "").trim()];
    return { q: characters.slice(0, MOST_TYPED).join("").trim(), isCut: characters.length > MOST_TYPED, page };
  });

/** Where something was found: the kinds of the view "SearchPart", and the words of a file. */
export const PART_KINDS = [
  ...(["about", "words", "wanted", "reporter", "issue", "note", "contact"] as const),
  ...(["letter", "request", "escalation", "closing", "file", "file_text"] as const),
] as const;
export type PartKind = (typeof PART_KINDS)[number];
