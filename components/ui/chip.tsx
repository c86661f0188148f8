import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

export type ChipTone = "neutral" | "kind" | "soon" | "late" | "met" | "paused" | "sens";

const TONES: Record<ChipTone, string> = {
  neutral: "chip border-line bg-sunk text-muted",
  kind: "chip border-line bg-transparent text-muted",
  soon: "chip border-transparent bg-soon-bg text-soon",
  late: "chip border-transparent bg-late-bg text-late",
  met: "chip border-transparent bg-met-bg text-met",
  paused: "chip border-transparent bg-paused-bg text-paused",
  sens: "chip border-transparent bg-sens-bg text-sens",
};

type ChipProps = { tone?: ChipTone; icon?: ReactNode; title?: string; className?: string; children: ReactNode };

/** The words carry the meaning; tone and icon only repeat it. */
export function Chip({ tone = "neutral", icon, title, className, children }: ChipProps) {
  if (!icon) {
    return (
      <span title={title} className={lookOf(`${TONES[tone]} chip-words`, className)}>
        {children}
      </span>
    );
  }
  return (
    <span title={title} className={lookOf(TONES[tone], className)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

// A page of cases has some hundred and fifty, all as they are.
function lookOf(look: string, className: string | undefined): string {
  return className ? cn(look, className) : look;
}
