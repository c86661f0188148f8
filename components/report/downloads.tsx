import { buttonLook } from "@/components/ui/button";
import { REPORT_FORMATS, type ReportFormat } from "@/lib/report/schema";
import { hrefWith } from "@/lib/shared/search-params";

const LABELS: Record<ReportFormat, string> = { pdf: "PDF", xlsx: "Excel", csv: "CSV" };

export function Downloads({ reportId }: { reportId: string }) {
  return (
    <>
      {REPORT_FORMATS.map((format) => (
        <a
          key={format}
          href={hrefWith(`/api/reports/${reportId}`, { format })}
          download
          className={buttonLook({ variant: format === "pdf" ? "primary" : "plain" }, "print:hidden")}
        >
          {LABELS[format]}
          <span className="sr-only"> of this report</span>
        </a>
      ))}
    </>
  );
}
