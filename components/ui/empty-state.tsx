import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

type EmptyStateProps = {
  /** Why there is nothing, in a few words: "Nothing is waiting for you". */
  title: ReactNode;
  children?: ReactNode;
  /** The one step that makes sense from here. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("grid justify-items-center gap-1 px-4 py-10 text-center", className)}>
      <p className="font-medium">{title}</p>
      {children ? <div className="max-w-prose text-muted">{children}</div> : null}
      {action ? <div className="mt-3">{action}</div> : null}
    </div>
  );
}
