import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

/** Where focus goes after a client navigation, and where the skip link's reader wants to be. */
export const PAGE_TITLE_ID = "page-title";

type PageHeaderProps = {
  title: ReactNode;
  /** What this page is, in one line. */
  description?: ReactNode;
  /** Above the title: the way back. */
  before?: ReactNode;
  /** Below the title: reference, chips, owner. */
  facts?: ReactNode;
  /** The page's one primary action, with at most a plain one before it. */
  action?: ReactNode;
  className?: string;
};

export function PageHeader({ title, description, before, facts, action, className }: PageHeaderProps) {
  return (
    <div className={cn("mb-4", className)}>
      {before ? <div className="mb-2 flex flex-wrap items-center gap-2 text-sm text-muted">{before}</div> : null}
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-104">
          <h1 id={PAGE_TITLE_ID} tabIndex={-1} className="text-xl tracking-tight break-words">
            {title}
          </h1>
          {description ? <p className="mt-0.5 max-w-prose text-muted">{description}</p> : null}
          {facts ? <div className="mt-1.5 flex flex-wrap items-center gap-2">{facts}</div> : null}
        </div>
        {action ? <div className="flex flex-wrap items-center gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
