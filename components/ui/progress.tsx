import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** How far something has come, in the colours of the rest; without a value it is only under way. */
export function Progress({ className, ...rest }: ComponentProps<"progress"> & { "aria-label": string }) {
  return (
    <progress
      {...rest}
      className={cn(
        "h-2 min-w-0 appearance-none overflow-hidden rounded-full border border-line-strong bg-sunk",
        "[&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-primary [&::-moz-progress-bar]:bg-primary indeterminate:[&::-moz-progress-bar]:bg-sunk",
        className,
      )}
    />
  );
}
