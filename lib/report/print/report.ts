import "server-only";
import { spellMissing } from "@/lib/letter/print/glyphs";
import type { PrintableLetter } from "@/lib/letter/print/letterhead";
import { paperOf } from "@/lib/letter/print/paper";
import { bytesOf, untilTaken } from "@/lib/letter/print/pdf";
import type { Pen } from "@/lib/letter/print/pen";
import { cleanText } from "@/lib/letter/print/spans";
import { wordsIn } from "@/lib/letter/print/words";
import { formatInstant } from "@/lib/shared/dates";
import { tellKinds, tellPeriod } from "../labels";
import type { ReportResult } from "../rules/result";
import type { ReportDetail } from "../types";
import { flowReport } from "./flow";

const STEPS_PER_TURN = 200;

type Printing = { by: string; at: Date; zone: string; country: string };

/** A report as a tagged PDF, its pages numbered, each with who took it and when. */
export function printReport(report: ReportDetail, result: ReportResult, printing: Printing): Promise<Uint8Array> {
  const { by, at, zone, country } = printing;
  const counted = report.countedAt ? formatInstant(new Date(report.countedAt), zone) : "";
  const footer = `Downloaded by ${by}, ${formatInstant(at, zone)} (${zone}). ${report.forPublication ? "Small numbers of people are hidden." : "Holds small numbers: not for publication."}`;
  const frame: PrintableLetter = {
    document: { blocks: [] },
    letterhead: {
      ...{ siteName: "", addressLines: [], phone: "", reference: "", date: "", addressee: [], signedBy: [] },
      footer: spellMissing(cleanText(footer)),
    },
    options: { language: "en", direction: "ltr", paper: paperOf(country), textSize: 10, printedAt: at },
  };
  const intro = [
    `${report.sites.join(", ")}. ${tellPeriod(report)}. ${tellKinds(report)}.`,
    `Counted ${counted} (${zone}); figures that were counted are never changed.`,
  ];
  const printable = { title: report.title, intro, result, frame };
  return bytesOf({ title: report.title, language: "en", printedAt: at }, async (pen) => {
    let pages = 0;
    for (const { kind } of flowReport(printable)) if (kind === "page") pages += 1;
    await draw(pen, printable, pages);
  });
}

async function draw(pen: Pen, printable: Parameters<typeof flowReport>[0], pages: number): Promise<void> {
  const { letterhead, options } = printable.frame;
  const numberOf = (page: number) => wordsIn(options.language).page(String(page), String(pages));
  let steps = 0;
  pen.startLetter(options.language);
  for (const step of flowReport(printable)) {
    pen.take(step, { letterhead, options, numberOf, bookmark: printable.title });
    if (++steps % STEPS_PER_TURN === 0) await untilTaken(pen);
  }
  pen.endLetter();
}
