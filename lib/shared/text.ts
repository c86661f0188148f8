import { z } from "zod";

// zod would otherwise try to compile code, which the content policy refuses.
z.config({ jitless: true });

/** Longest texts, in UTF-16 units, by what they are for. */
export const LIMITS = { line: 200, name: 300, words: 20_000, note: 10_000, reason: 2_000, letter: 60_000 } as const;

// Nothing but white space, format characters and controls: looks empty to a person.
const BLANK = /^[\s\p{Z}\p{Cf}\p{Cc}\p{DI}\u2800]*$/u;
// Cc but tab and newline cannot be typed on purpose; NUL cannot be stored at all; lone surrogates do not survive UTF-8.
const UNSTORABLE = /[^\P{Cc}\t\n]|\p{Cs}/u;

export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

type TextOptions = { max: number; what: string; isMultiline?: boolean };

/**
 * Text as a person types it: kept to the letter (only CRLF, which browsers put in for a newline, becomes LF), or refused with what to
 * do. Refuses blank text, control characters, and text over `max` UTF-16 units.
 */
export function requiredText({ max, what, isMultiline = false }: TextOptions) {
  return z
    .string({ error: `${what} is needed.` })
    .transform((text) => text.replaceAll("\r\n", "\n"))
    .refine((text) => !isBlank(text), `${what} is needed.`)
    .refine(
      (text) => isStorable(text, isMultiline),
      "This holds a control character that cannot be kept, often from copying. Remove it, or type the text again.",
    )
    .refine((text) => text.length <= max, {
      error: ({ input }) => tooLong(String(input).length, max),
    });
}

/** As requiredText, but absent or blank becomes null. */
export function optionalText(options: TextOptions) {
  return z
    .string()
    .optional()
    .transform((text) => (text === undefined || isBlank(text) ? undefined : text))
    .pipe(requiredText(options).optional())
    .transform((text) => text ?? null);
}

/** What a person looks for, without the characters that no kept text holds. */
export function searchable(text: string): string {
  return text.replace(/\p{Cc}|\p{Cs}/gu, " ");
}

/** The first line of a text, cut at a word near `max` units, for lists. Never splits a character. */
export function firstLine(text: string, max = 120): string {
  const line = text.split("\n").find((part) => !isBlank(part)) ?? text;
  const flat = line.replace(/\s+/gu, " ").trim();
  const sentence = flat.match(/^.{20,}?[.!?。！？](?=\s|$)/u)?.[0] ?? flat;
  if (sentence.length <= max) return sentence.length > 0 ? sentence : line.slice(0, max);
  const graphemes = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(sentence)];
  let cut = "";
  for (const { segment } of graphemes) {
    if (cut.length + segment.length > max - 1) break;
    cut += segment;
  }
  const atWord = cut.replace(/\s+\S*$/u, "");
  return `${atWord.length > max / 2 ? atWord : cut}…`;
}

/** Whether a text can be kept to the letter: no control characters, and newlines only where lines are allowed. */
export function isStorable(text: string, isMultiline: boolean): boolean {
  if (UNSTORABLE.test(text)) return false;
  return isMultiline || !/[\n\t]/u.test(text);
}

function tooLong(length: number, max: number): string {
  const over = length - max === 1 ? "1 character" : `${(length - max).toLocaleString("en")} characters`;
  return `This is ${over} too long; the limit is ${max.toLocaleString("en")}. Shorten it, or put the rest in a note.`;
}
