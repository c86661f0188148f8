import "server-only";
import type { LetterDocument } from "@/lib/letter/rules/document";
import type { Paper } from "./paper";

/** What stands around the words of a letter. Whoever calls has put dates and names into the words of the letter's language. */
export type Letterhead = {
  siteName: string;
  addressLines: string[];
  phone: string;
  reference: string;
  date: string;
  addressee: string[];
  signedBy: string[];
  footer: string;
};

export type PrintOptions = {
  /** A language tag such as "ar" or "pt-BR". */
  language: string;
  direction: "ltr" | "rtl";
  paper?: Paper;
  /** Points of the body: 11 unless said, 16 and more for large print. */
  textSize?: number;
  /** When it was printed, which the file says of itself. The same letter printed at the same time is the same file. */
  printedAt?: Date;
};

export type PrintableLetter = { document: LetterDocument; letterhead: Letterhead; options: PrintOptions };
