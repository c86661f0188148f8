import Link from "next/link";

type FigureCardProps = {
  label: string;
  value: string;
  /** What it was counted from: n, and how far chance may have moved it. */
  basis: string;
  /** What it counts, told where it is asked for: by pointer, finger or key. */
  definition: string;
  href: string;
  /** The cases that a share is a share of. */
  ofHref?: string;
};

/** One number with its n, the way to its cases, and what it counts. */
export function FigureCard({ label, value, basis, definition, href, ofHref }: FigureCardProps) {
  return (
    <div className="break-inside-avoid rounded-lg border bg-surface hover:border-line-strong">
      <Link prefetch={false} href={href} title={definition} className="block rounded-lg px-3.5 pt-3.5 pb-1">
        <span className="block text-sm text-muted">{label}</span>
        <span className="block text-2xl leading-tight font-semibold tracking-tight tabular-nums">{value}</span>
        <span className="block text-sm text-muted tabular-nums">{basis}</span>
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-x-3.5 px-3.5 pb-2.5 text-sm print:hidden">
        <details className="text-muted open:basis-full">
          <summary className="w-fit cursor-pointer rounded py-0.5 text-primary-text">
            What this counts<span className="sr-only">: {label}</span>
          </summary>
          <p className="mt-1 max-w-prose">{definition}</p>
        </details>
        {ofHref ? (
          <Link prefetch={false} href={ofHref} className="rounded py-0.5 text-primary-text hover:underline">
            The cases it is a share of<span className="sr-only">: {label}</span>
          </Link>
        ) : null}
      </div>
    </div>
  );
}
