import { CloudAlert } from "lucide-react";
import { cn } from "@/lib/shared/cn";

export type SaveState = "idle" | "saving" | "saved" | "failed";

type SavedAtProps = {
  state: SaveState;
  /** The clock time of the last save, already in words: "12:04". */
  time?: string;
  /** What to do after a failure, in one sentence. */
  sentence?: string;
  className?: string;
};

const KEPT = "Not saved yet. Your words are kept here and we will try again.";

export function SavedAt({ state, time, sentence = KEPT, className }: SavedAtProps) {
  const saved = time ? `Saved ${time}` : "Saved";
  return (
    <span className={cn("text-sm text-muted tabular-nums", className)}>
      {state === "saving" ? <span aria-hidden>Saving…</span> : null}
      <span role="status">
        {state === "saved" ? saved : null}
        {state === "failed" ? (
          <span className="inline-flex items-center gap-1.5 font-medium text-late">
            <CloudAlert aria-hidden className="size-4 shrink-0" />
            {sentence}
          </span>
        ) : null}
      </span>
    </span>
  );
}
