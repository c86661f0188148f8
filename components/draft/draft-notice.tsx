"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type RestoredNoticeProps = { savedAt: string; onDiscard: () => void };

/** Says that a form does not begin empty, and offers the empty one. */
export function RestoredNotice({ savedAt, onDiscard }: RestoredNoticeProps) {
  return (
    <Notice
      live="none"
      action={
        <Button size="s" variant="quiet" onClick={onDiscard}>
          Start afresh
        </Button>
      }
    >
      You left this unfinished {savedAt}. It stands here as you left it.
    </Notice>
  );
}

type WaitingNoticeProps = { savedAt: string; name: string; onContinue: () => void };

/** Offers a draft that is about somebody else than the person asked for. */
export function WaitingNotice({ savedAt, name, onContinue }: WaitingNoticeProps) {
  return (
    <Notice
      live="none"
      action={
        <Button size="s" onClick={onContinue}>
          Continue the unfinished one {savedAt}
        </Button>
      }
    >
      You have an unfinished registration
      {name ? (
        <>
          {" "}
          of <bdi>{name}</bdi>
        </>
      ) : null}
      . What you type here takes its place.
    </Notice>
  );
}
