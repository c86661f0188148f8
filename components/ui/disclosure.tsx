import { ChevronRight } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

type DisclosureProps = Omit<ComponentProps<"details">, "title"> & {
  summary: ReactNode;
  /** Beside the summary: a count, a state. */
  aside?: ReactNode;
};

export function Disclosure({ summary, aside, className, children, ...rest }: DisclosureProps) {
  return (
    <details {...rest} className={cn("group/disclosure min-w-0", className)}>
      <summary className="flex min-h-8 list-none items-center gap-1.5 rounded font-medium select-none hover:text-primary-text [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform [[open]>summary>&]:rotate-90 rtl:-scale-x-100"
        />
        {summary}
        {aside ? <span className="ms-auto flex items-center gap-2 text-sm font-normal text-muted">{aside}</span> : null}
      </summary>
      <div className="ps-5.5 pt-1 pb-2">{children}</div>
    </details>
  );
}
