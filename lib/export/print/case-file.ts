import "server-only";
import { spellMissing } from "@/lib/letter/print/glyphs";
import { paperOf } from "@/lib/letter/print/paper";
import { printLetter } from "@/lib/letter/print/pdf";
import { cleanText } from "@/lib/letter/print/spans";
import type { Block, LetterDocument } from "@/lib/letter/rules/document";
import { formatInstant } from "@/lib/shared/dates";

type Printing = {
  by: string;
  at: Date;
  zone: string;
  country: string;
  siteName: string;
  reference: string;
  scope: string;
};

/** The file of a case as a tagged PDF, its pages numbered, each with who printed it and when. */
export function printCaseFile(document: LetterDocument, printing: Printing): Promise<Uint8Array> {
  const { by, at, zone, country, siteName, reference, scope } = printing;
  const printed = `${formatInstant(at, zone)} (${zone})`;
  const footer = `Printed by ${by}, ${printed}. ${scope} Holds details of a patient: keep it safe, shred it when it is done with.`;
  const letterhead = {
    ...{ siteName: drawable(siteName), addressLines: [], phone: "", reference, date: printed },
    ...{ addressee: [], signedBy: [], footer: drawable(footer) },
  };
  const options = { language: "en", direction: "ltr", paper: paperOf(country), textSize: 10, printedAt: at } as const;
  return printLetter({ blocks: document.blocks.map(drawableBlock) }, letterhead, options);
}

// A letter with a sign that no font has is sent back to its author; of a file all must be printed, whatever was written.
function drawableBlock(block: Block): Block {
  if (block.kind === "list") return { ...block, items: block.items.map(drawableSpans) };
  return { ...block, spans: drawableSpans(block.spans) };
}

function drawableSpans<S extends { text: string }>(spans: S[]): S[] {
  return spans.map((span) => ({ ...span, text: drawable(span.text) }));
}

function drawable(text: string): string {
  return spellMissing(cleanText(text));
}
