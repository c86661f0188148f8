import Link from "next/link";

type FigureCardProps = {
  label: string;
  value: string;
  /** What it was counted from: n, and how far chance may have moved it. */
  basis: string;
  /** What it counts, told on hover and on focus. */
  definition: string;
  href: string;
};

/** One number with its n, its definition on hover and on focus, and the way to its cases. */
export function FigureCard({ label, value, basis, definition, href }: FigureCardProps) {
  return (
    <Link
      prefetch={false}
      href={href}
      className="group relative block rounded-lg border bg-surface p-3.5 hover:border-line-strong"
    >
      <span className="block text-sm text-muted">{label}</span>
      <span className="block text-2xl leading-tight font-semibold tracking-tight tabular-nums">{value}</span>
      <span className="block text-sm text-muted tabular-nums">{basis}</span>
      <span className="pointer-events-none invisible absolute inset-x-2 top-full z-30 mt-1 rounded border bg-raised px-2.5 py-2 text-sm text-text shadow group-hover:visible group-focus-visible:visible">
        {definition}
      </span>
    </Link>
  );
}
