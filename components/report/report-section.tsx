import { Card, CardHeader } from "@/components/ui/card";
import { foldHidden } from "@/lib/report/rules/publication";
import type { Figure, Section } from "@/lib/report/rules/result";
import { tellBasis, tellFigure } from "@/lib/report/rules/tell";
import { FigureLinks } from "./figure-links";

type ReportSectionProps = { reportId: string; section: Section; mayTake: boolean };

/** A part of a report: its figures, each with what it was counted from, what it means and the way to its cases. */
export function ReportSection({ reportId, section, mayTake }: ReportSectionProps) {
  const id = `section-${section.key}`;
  const { shown, folded } = foldHidden(section.figures);
  const of = { reportId, section: { ...section, figures: shown }, mayTake };
  return (
    <Card aria-labelledby={id} className="break-inside-avoid">
      <CardHeader id={id} title={section.title} />
      {section.says ? <p className="max-w-prose px-3.5 pt-2.5 text-sm text-muted">{section.says}</p> : null}
      {section.figures.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">Nothing was counted here.</p>
      ) : shown.length === 0 ? null : section.shape === "bars" ? (
        <BarRows {...of} />
      ) : (
        <FigureRows {...of} />
      )}
      {folded ? <p className="px-3.5 py-2.5 text-muted">{folded}</p> : null}
    </Card>
  );
}

function FigureRows({ reportId, section, mayTake }: ReportSectionProps) {
  return (
    <ul className="divide-y divide-line">
      {section.figures.map((figure) => (
        <li
          key={figure.key}
          className="grid gap-x-4 gap-y-0.5 px-3.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_9rem_minmax(0,1.4fr)]"
        >
          <div className="min-w-0">
            <p className="font-medium">{figure.label}</p>
            <Meaning figure={figure} />
          </div>
          <p className="text-lg font-semibold tabular-nums">{tellFigure(figure)}</p>
          <div className="min-w-0 text-sm text-muted tabular-nums">
            <p>{tellBasis(figure)}</p>
            {figure.note ? <p>{figure.note}</p> : null}
            <p className="print:hidden">
              <FigureLinks reportId={reportId} figure={figure} mayTake={mayTake} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function BarRows({ reportId, section, mayTake }: ReportSectionProps) {
  const most = Math.max(...section.figures.map(({ value }) => value ?? 0));
  const [first] = section.figures;
  return (
    <div className="px-3.5 py-2.5">
      <table className="w-full border-collapse text-base">
        <caption className="sr-only">{section.title}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Bar</th>
            <th scope="col">How many</th>
            <th scope="col">Cases</th>
          </tr>
        </thead>
        <tbody>
          {section.figures.map((figure) => (
            <tr key={figure.key} className="border-b border-line last:border-b-0">
              <th scope="row" className="w-2/5 py-1.5 pe-3 text-start font-normal wrap-anywhere sm:w-1/3">
                {figure.label}
                {figure.note ? <span className="block text-sm text-muted">{figure.note}</span> : null}
                <span className="block text-sm sm:hidden print:hidden">
                  <FigureLinks reportId={reportId} figure={figure} mayTake={mayTake} />
                </span>
              </th>
              <td aria-hidden className="py-1.5">
                <Bar value={figure.value ?? 0} most={most} />
              </td>
              <td className="w-20 py-1.5 ps-3 text-end font-medium tabular-nums">{tellFigure(figure)}</td>
              <td className="hidden w-36 py-1.5 ps-3 text-end text-sm sm:table-cell print:hidden">
                <FigureLinks reportId={reportId} figure={figure} mayTake={mayTake} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {first ? <Meaning figure={first} of={section.title} /> : null}
    </div>
  );
}

function Bar({ value, most }: { value: number; most: number }) {
  const width = most > 0 ? `${(100 * value) / most}%` : "0%";
  return (
    <svg width="100%" height="14" className="block min-w-8 text-primary" aria-hidden>
      <rect width={width} height="14" rx="2" fill="currentColor" />
    </svg>
  );
}

function Meaning({ figure, of }: { figure: Figure; of?: string }) {
  const { says, numerator, denominator, source } = figure.definition;
  return (
    <details className="text-sm text-muted print:hidden">
      <summary className="w-fit cursor-pointer rounded py-0.5 text-primary-text">
        What this counts<span className="sr-only">: {of ?? figure.label}</span>
      </summary>
      <p className="mt-1 max-w-prose">
        {says} Counted: {numerator}
        {denominator ? `, of ${denominator}` : ""}. {source}
      </p>
    </details>
  );
}
