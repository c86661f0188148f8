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
    <span title={title} className={cn("chip", TONES[tone], className)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
