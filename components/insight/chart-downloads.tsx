"use client";

import { Download } from "lucide-react";
import { drawImage } from "@/components/chart/chart-image";
import { type ChartsAbout, useChartsAbout } from "@/components/chart/charts-of";
import type { Numbers } from "@/components/chart/numbers-table";
import { cellsOf } from "@/components/insight/chart-numbers";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/export/rules/csv";
import { formatDay } from "@/lib/shared/dates";

type ChartDownloadsProps = {
  title: string;
  reading: string;
  numbers: Numbers;
  /** The days that it is of, where these are not those of the page: "Nov 2025 to Oct 2026". */
  period?: string;
};

/** The chart as a picture that says what it is of, and its numbers as a file for a spreadsheet. */
export function ChartDownloads({ title, reading, numbers, period }: ChartDownloadsProps) {
  const tell = useToast();
  const about = useChartsAbout();
  const name = nameOf(title);
  const savePicture = async (button: Element) => {
    const card = button.closest("section");
    const image = card?.querySelector<SVGSVGElement>("svg.recharts-surface");
    if (!image) return;
    const legend = card?.querySelector("[data-legend]") ?? null;
    const foot = [about?.kinds, about?.sites, period ?? about?.period, `Made on ${today()}`]
      .filter(Boolean)
      .join(" · ");
    try {
      save(await drawImage(image, { title, reading, legend, foot }), `${name}.png`);
    } catch {
      tell({
        title: "The picture could not be made here",
        description: "Its numbers can be saved as CSV.",
        tone: "late",
      });
    }
  };
  return (
    <>
      <Button
        size="s"
        variant="quiet"
        icon={<Download aria-hidden />}
        onClick={(event) => savePicture(event.currentTarget)}
        aria-label={`Save as PNG: ${title}`}
        className="group-data-[shows=table]/chart:hidden print:hidden"
      >
        PNG
      </Button>
      <TableDownload title={title} numbers={numbers} />
    </>
  );
}

/** The numbers of what has no picture, as a file for a spreadsheet. */
export function TableDownload({ title, numbers }: Pick<ChartDownloadsProps, "title" | "numbers">) {
  const about = useChartsAbout();
  return (
    <Button
      size="s"
      variant="quiet"
      icon={<Download aria-hidden />}
      onClick={() => save(csvOf(numbers, about), `${nameOf(title)}.csv`)}
      aria-label={`Save as CSV: ${title}`}
      className="print:hidden"
    >
      CSV
    </Button>
  );
}

/** Where the person is. */
function today(): string {
  const now = new Date();
  return formatDay(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

function nameOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

function csvOf(numbers: Numbers, about: ChartsAbout | null): Blob {
  const lines = cellsOf(numbers, about).map(csvLine);
  return new Blob([BYTE_ORDER_MARK, ...lines], { type: "text/csv;charset=utf-8" });
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
