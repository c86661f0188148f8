import { z } from "zod";
import { countText, READING_LANGUAGES, readingGrade } from "@/lib/letter/rules/readability";
import { FieldError } from "./field-error";

const rowSchema = z.strictObject({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string({ error: "This must be a text." }),
  language: z.string().default("en"),
});

/** The reading grade of a text, and what its formula counted. */
export function answerReadability(row: Record<string, unknown>): Record<string, unknown> {
  const { id, text, language } = rowSchema.parse(row);
  const { fleschKincaid, other, sentences } = readingGrade(text, language);
  const { sentences: count, words, syllables, letters } = countText(text, language);
  if (words > 0 && other === null)
    throw new FieldError(
      "language",
      `No formula is known for "${language}". There are: ${READING_LANGUAGES.join(", ")}.`,
    );
  return {
    ...(id === undefined ? {} : { id }),
    ...{ fleschKincaid, other, counted: { sentences: count, words, syllables, letters } },
    sentences: sentences.map(({ from, to, grade }) => ({ grade, words: text.slice(from, to) })),
  };
}
