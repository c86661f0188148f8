import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/lib/shared/cn";

/** `label` is a whole claim: "Site is St Brigid General". */
export type ActiveFilter = { id: string; label: string; removeHref: string };

type FilterChipsProps = {
  filters: ActiveFilter[];
  /** Takes away all that can be; shown once there is more than one. */
  clearHref?: string;
  /** What adds a filter, and what stands at the far end. */
  children?: ReactNode;
  className?: string;
};

export function FilterChips({ filters, clearHref, children, className }: FilterChipsProps) {
  return (
    <div className={cn("mb-2.5 flex flex-wrap items-center gap-2 print:hidden", className)}>
      {filters.length > 0 ? (
        <ul aria-label="Filters" className="contents">
          {filters.map((filter) => (
            <li key={filter.id} className="max-w-full">
              <FilterChip filter={filter} />
            </li>
          ))}
        </ul>
      ) : null}
      {clearHref && filters.length > 1 ? (
        <ButtonLink href={clearHref} variant="quiet" size="s">
          Clear
        </ButtonLink>
      ) : null}
      {children}
    </div>
  );
}

function FilterChip({ filter }: { filter: ActiveFilter }) {
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-full border bg-sunk ps-2.5 text-sm font-medium text-muted">
      <span className="truncate">{filter.label}</span>
      <Link
        prefetch={false}
        href={filter.removeHref}
        scroll={false}
        aria-label={`Remove filter: ${filter.label}`}
        className="grid size-6.5 shrink-0 place-items-center rounded-full hover:text-text"
      >
        <X aria-hidden className="size-3.5" />
      </Link>
    </span>
  );
}
