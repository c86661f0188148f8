import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

/** Where pressing the header leads, and how the list is sorted by it now, if it is. */
export type Sort = { href: string; direction?: "ascending" | "descending" };

const ICONS = { ascending: ArrowUp, descending: ArrowDown };

/** The `th` around it carries `aria-sort={sort.direction}`. */
export function SortHeader({ sort, children }: { sort: Sort; children: ReactNode }) {
  const Icon = sort.direction ? ICONS[sort.direction] : ChevronsUpDown;
  return (
    <Link
      prefetch={false}
      href={sort.href}
      scroll={false}
      className="group/sort -mx-1 inline-flex min-h-6 items-center gap-0.5 rounded px-1 text-inherit hover:text-text"
    >
      {children}
      <Icon
        aria-hidden
        className={cn(
          "size-3.5 shrink-0",
          // Where the list is not sorted by it, it stands in the room between the columns.
          !sort.direction && "-me-4.5 opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
        )}
      />
    </Link>
  );
}
