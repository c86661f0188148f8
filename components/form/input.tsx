import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** Shared by every control that is typed into. Touch screens get 16 px, below which phones zoom the page. */
export const CONTROL_LOOK = cn(
  "w-full min-w-0 rounded border border-line-strong bg-surface px-2.5 text-base text-text outline-offset-1",
  "aria-invalid:border-late disabled:cursor-not-allowed disabled:bg-sunk disabled:text-muted",
  "pointer-coarse:text-lg",
);

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input {...rest} type={type} className={cn(CONTROL_LOOK, "h-9.5 read-only:bg-sunk", className)} />;
}
