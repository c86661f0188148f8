import { CircleAlert, CircleCheck, Info, type LucideIcon, Pause, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

export type NoticeTone = "plain" | "soon" | "late" | "met" | "paused";

const TONES: Record<NoticeTone, { Icon: LucideIcon; look: string; mark: string }> = {
  plain: { Icon: Info, look: "bg-surface", mark: "text-muted" },
  soon: { Icon: TriangleAlert, look: "border-transparent bg-soon-bg", mark: "text-soon" },
  late: { Icon: CircleAlert, look: "border-transparent bg-late-bg", mark: "text-late" },
  met: { Icon: CircleCheck, look: "border-transparent bg-met-bg", mark: "text-met" },
  paused: { Icon: Pause, look: "border-transparent bg-paused-bg", mark: "text-paused" },
};

type NoticeProps = {
  tone?: NoticeTone;
  title?: ReactNode;
  /** `alert` interrupts a screen reader; keep it for what stops the work. `none` for what was there from the start. */
  live?: "status" | "alert" | "none";
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
};

export function Notice({ tone = "plain", title, live = "status", action, className, children }: NoticeProps) {
  const { Icon, look, mark } = TONES[tone];
  return (
    <div
      role={live === "none" ? undefined : live}
      className={cn("flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-lg border px-3.5 py-2.5", look, className)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", mark)} />
      <div className="min-w-0 flex-1 basis-48">
        {title ? <p className={cn("font-medium", mark !== "text-muted" && mark)}>{title}</p> : null}
        {children ? <div className="max-w-prose">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
