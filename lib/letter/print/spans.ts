import "server-only";
import type { LetterDocument, Span } from "@/lib/letter/rules/document";

/** A paper cannot be pressed: words that lead to an address are followed by it, unless they are the address. */
export function spansOnPaper(spans: Span[]): Span[] {
  return spans.flatMap((span) => {
    const address = span.href?.replace(/^mailto:/i, "");
    const isSaid = !address || span.text.includes(address) || address === `https://${span.text}`;
    return isSaid ? [clean(span)] : [clean(span), { text: ` (${address})` }];
  });
}

// What would break a line or a file where no one sees it: tabs, other line ends, and halves of characters that lost their other half.
function clean(span: Span): Span {
  return { ...span, text: cleanText(span.text) };
}

export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(/(?!\n)[\p{Cc}\ufffe\uffff]/gu, " ");
}

/** Every text of a document, as it stands on paper. */
export function textsOf({ blocks }: LetterDocument): string[] {
  return blocks.flatMap((block) =>
    (block.kind === "list" ? block.items : [block.spans]).map((spans) =>
      spansOnPaper(spans)
        .map(({ text }) => text)
        .join(""),
    ),
  );
}
