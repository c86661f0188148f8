import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn("rounded-sm border bg-sunk px-1.5 font-sans text-xs leading-4 font-medium text-muted", className)}
    >
      {children}
    </kbd>
  );
}
