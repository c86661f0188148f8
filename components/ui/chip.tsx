import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

export type ChipTone = "neutral" | "kind" | "soon" | "late" | "met" | "paused" | "sens";

const TONES: Record<ChipTone, string> = {
  neutral: "border-line bg-sunk text-muted",
  kind: "border-line bg-transparent text-muted",
  soon: "border-transparent bg-soon-bg text-soon",
  late: "border-transparent bg-late-bg text-late",
  met: "border-transparent bg-met-bg text-met",
  paused: "border-transparent bg-paused-bg text-paused",
  sens: "border-transparent bg-sens-bg text-sens",
};

type ChipProps = { tone?: ChipTone; icon?: ReactNode; title?: string; className?: string; children: ReactNode };

/** The words carry the meaning; tone and icon only repeat it. */
export function Chip({ tone = "neutral", icon, title, className, children }: ChipProps) {
  return (
    <span
      title={title}
      className={cn(
        "inline-flex h-5.5 max-w-full shrink-0 items-center align-middle gap-1 rounded-full border px-2 text-xs font-medium whitespace-nowrap tabular-nums",
        "[&_svg]:size-3.5 [&_svg]:shrink-0",
        TONES[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
