import { CloudAlert, ExternalLink } from "lucide-react";
import { SignInAgainButton } from "@/components/form/sign-in-again";
import { Button, buttonLook } from "@/components/ui/button";
import { cn } from "@/lib/shared/cn";

export type SaveState = "idle" | "saving" | "saved" | "failed";

type SavedAtProps = {
  state: SaveState;
  /** The clock time of the last save, already in words: "12:04". */
  time?: string;
  /** What to do after a failure, in one sentence. */
  sentence?: string;
  /** The failure is that nobody is signed in. */
  isSignedOut?: boolean;
  /** Where other words are that were saved meanwhile, and what to do to prefer these. */
  other?: { href: string; onKeep: () => void };
  className?: string;
};

const KEPT = "Not saved yet. Your words are kept here and we will try again.";

export function SavedAt({ state, time, sentence = KEPT, isSignedOut, other, className }: SavedAtProps) {
  const saved = time ? `Saved ${time}` : "Saved";
  return (
    <span className={cn("text-sm text-muted tabular-nums", className)}>
      {state === "saving" && !other ? <span aria-hidden>Saving…</span> : null}
      <span role="status">
        {state === "saved" && !other ? saved : null}
        {state === "failed" || other ? (
          <span className="inline-flex items-center gap-1.5 font-medium text-late">
            <CloudAlert aria-hidden className="size-4 shrink-0" />
            {sentence}
          </span>
        ) : null}
      </span>
      {state === "failed" && isSignedOut ? (
        <span className="ms-2">
          <SignInAgainButton />
        </span>
      ) : null}
      {other ? (
        <span className="mt-1.5 flex flex-wrap gap-2">
          <Button size="s" onClick={other.onKeep}>
            Keep this one
          </Button>
          <a href={other.href} target="_blank" rel="noreferrer" className={buttonLook({ variant: "quiet", size: "s" })}>
            Show the other <span className="sr-only">in a new tab</span>
            <ExternalLink aria-hidden />
          </a>
        </span>
      ) : null}
    </span>
  );
}
