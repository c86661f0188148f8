import { ChevronDown, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ClosePanels } from "@/components/table/close-panels";
import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/lib/shared/cn";

/** `label` is a whole claim: "Site is St Brigid General". */
export type ActiveFilter = {
  id: string;
  label: string;
  removeHref: string;
  /** A form that changes it, opened from the chip. */
  editor?: ReactNode;
};

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
            <li key={filter.id} className="relative max-w-full">
              <FilterChip filter={filter} />
            </li>
          ))}
        </ul>
      ) : null}
      {filters.some(({ editor }) => editor) ? <ClosePanels /> : null}
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
      {filter.editor ? (
        <details name="filter-chip" data-closes className="group/chip min-w-0">
          <summary className="flex min-h-6 list-none items-center gap-1 rounded hover:text-text [&::-webkit-details-marker]:hidden">
            <span className="truncate">{filter.label}</span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 group-open/chip:rotate-180" />
          </summary>
          <div className="absolute inset-s-0 top-full z-30 mt-1 w-64 rounded-lg border bg-raised p-3 font-normal text-text shadow max-sm:fixed max-sm:inset-x-4 max-sm:top-auto max-sm:w-auto">
            {filter.editor}
          </div>
        </details>
      ) : (
        <span className="truncate">{filter.label}</span>
      )}
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
