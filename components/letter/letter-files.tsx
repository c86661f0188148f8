import { buttonLook } from "@/components/ui/button";
import { LETTER_FORMATS, type LetterFormat } from "@/lib/letter/schema";

const FORMAT_LABELS: Record<LetterFormat, string> = { pdf: "PDF", docx: "Word" };

/** The letter on paper, and for Word. */
export function LetterFiles({ letterId }: { letterId: string }) {
  return LETTER_FORMATS.map((format) => (
    <a key={format} href={`/api/letters/${letterId}/${format}`} className={buttonLook({})}>
      {FORMAT_LABELS[format]}
    </a>
  ));
}
