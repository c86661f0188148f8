import Link from "next/link";

type FigureCardProps = {
  label: string;
  value: string;
  /** What it was counted from: n, and how far chance may have moved it. */
  basis: string;
  /** What it counts, told where it is asked for: by pointer, finger or key. */
  definition: string;
  href: string;
};

/** One number with its n, the way to its cases, and what it counts. */
export function FigureCard({ label, value, basis, definition, href }: FigureCardProps) {
  return (
    <div className="break-inside-avoid rounded-lg border bg-surface hover:border-line-strong">
      <Link prefetch={false} href={href} title={definition} className="block rounded-lg px-3.5 pt-3.5 pb-1">
        <span className="block text-sm text-muted">{label}</span>
        <span className="block text-2xl leading-tight font-semibold tracking-tight tabular-nums">{value}</span>
        <span className="block text-sm text-muted tabular-nums">{basis}</span>
      </Link>
      <details className="print:hidden px-3.5 pb-2.5 text-sm text-muted">
        <summary className="w-fit cursor-pointer rounded py-0.5 text-primary-text">
          What this counts<span className="sr-only">: {label}</span>
        </summary>
        <p className="mt-1 max-w-prose">{definition}</p>
      </details>
    </div>
  );
}
