import Link from "next/link";
import { type CappedCount, formatCount } from "@/lib/shared/page";

type AllLinkProps = {
  href: string;
  total: CappedCount;
  /** How many of them stand here. */
  shown: number;
  /** What they are, for whoever hears the link alone: "broken promises". */
  of: string;
};

/** Leads from the first few of a list to all of it; nothing where all of it is here. */
export function AllLink({ href, total, shown, of }: AllLinkProps) {
  if (total.count <= shown) return null;
  return (
    <Link
      prefetch={false}
      href={href}
      className="inline-flex min-h-6 items-center rounded text-primary-text hover:underline"
    >
      All {formatCount(total)}
      <span className="sr-only"> {of}</span>
    </Link>
  );
}
