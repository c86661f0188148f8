import Link from "next/link";

type StatProps = {
  label: string;
  value: number | string;
  /** What it was counted from, or stands beside: n, and how far chance may have moved it. */
  basis?: string;
  /** What it counts, told where it is asked for: by pointer, finger or key. */
  definition?: string;
  href: string;
  /** The cases that a share is a share of. */
  ofHref?: string;
};

/** One number, what it counts, and the way to what it counts. */
export function Stat({ label, value, basis, definition, href, ofHref }: StatProps) {
  return (
    <div className="break-inside-avoid rounded-lg border bg-surface hover:border-line-strong">
      <Link
        prefetch={false}
        href={href}
        title={definition}
        className={`block rounded-lg px-3.5 pt-3.5 ${definition ? "pb-1" : "pb-3.5"}`}
      >
        <span className="block text-sm text-muted">{label}</span>
        <span className="block text-2xl leading-tight font-semibold tracking-tight tabular-nums">
          {typeof value === "number" ? value.toLocaleString("en") : value}
        </span>
        {basis ? <span className="block text-sm text-muted tabular-nums">{basis}</span> : null}
      </Link>
      {definition ? (
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
      ) : null}
    </div>
  );
}
