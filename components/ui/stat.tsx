import Link from "next/link";

type StatProps = { label: string; value: number | string; remark?: string; href: string };

/** One number, what it counts, and the way to what it counts. */
export function Stat({ label, value, remark, href }: StatProps) {
  return (
    <Link prefetch={false} href={href} className="block rounded-lg border bg-surface p-3.5 hover:border-line-strong">
      <span className="block text-sm text-muted">{label}</span>
      <span className="block text-2xl leading-tight font-semibold tracking-tight tabular-nums">
        {typeof value === "number" ? value.toLocaleString("en") : value}
      </span>
      {remark ? <span className="block text-sm text-muted tabular-nums">{remark}</span> : null}
    </Link>
  );
}
