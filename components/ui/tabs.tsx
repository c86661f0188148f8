import Link from "next/link";
import type { ReactNode } from "react";
import { ShowCurrent } from "@/components/ui/show-current";
import { cn } from "@/lib/shared/cn";

export type Tab = { href: string; label: ReactNode; count?: number | string; current?: boolean; className?: string };

type TabsProps = {
  /** Names the set for screen readers: "Saved views". */
  label: string;
  tabs: Tab[];
  /** After the last tab: "Save this view". */
  children?: ReactNode;
  className?: string;
};

/** Views of one page, each with its own address; hence links and not an ARIA tablist. */
export function Tabs({ label, tabs, children, className }: TabsProps) {
  return (
    <nav aria-label={label} className={cn("mb-3 flex items-stretch border-b print:hidden", className)}>
      <div className="min-w-0 overflow-x-auto">
        <ul className="flex gap-0.5">
          {tabs.map(({ href, label: name, count, current, className: look }) => (
            <li key={href} className={cn("flex", look)}>
              <Link
                prefetch={false}
                href={href}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "flex items-center gap-1.5 border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-muted",
                  "-outline-offset-2 transition-colors hover:text-text aria-[current]:border-primary aria-[current]:text-text",
                )}
              >
                {name}
                {count === undefined ? null : <span className="text-xs text-muted tabular-nums">{count}</span>}
              </Link>
            </li>
          ))}
        </ul>
        <ShowCurrent at={tabs.find(({ current }) => current)?.href ?? ""} />
      </div>
      {children ? <div className="flex shrink-0 items-center ps-1">{children}</div> : null}
    </nav>
  );
}
