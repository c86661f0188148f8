"use client";

import { useEffect } from "react";
import { Avatar } from "@/components/ui/avatar";
import { tellWritingAction } from "@/lib/presence/actions";
import { describeHere } from "@/lib/presence/labels";
import { NewsLine } from "./news-line";
import { useLive } from "./use-live";

const STOPPED_MS = 10_000;

/** Who else has this case open, and whether somebody has changed it since it was shown. */
export function CaseLive({ caseId, now }: { caseId: string; now: string }) {
  const { tabKey, here, news } = useLive({ caseId, now });
  useWriting(caseId, tabKey);
  const people = here.flatMap((each) => each.people);
  return (
    <>
      <span role="status" aria-label="Who else is here" className="flex min-w-0 items-center gap-1.5">
        {people.slice(0, 3).map(({ id, name }) => (
          <Avatar key={id} name={name} />
        ))}
        <bdi>{describeHere(people)}</bdi>
      </span>
      <NewsLine>{news.changedBy ? `Changed a moment ago by ${news.changedBy}.` : null}</NewsLine>
    </>
  );
}

/** Tells that somebody types into any of the page's long fields, and ten seconds after the last key that they have stopped. */
function useWriting(caseId: string, tabKey: string): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWriting = false;
    const tell = (next: boolean) => {
      if (isWriting === next) return;
      isWriting = next;
      const form = new FormData();
      form.set("caseId", caseId);
      form.set("tabKey", tabKey);
      form.set("isWriting", next ? "yes" : "no");
      tellWritingAction(null, form).catch(() => undefined);
    };
    const hear = ({ target }: Event) => {
      if (!(target instanceof HTMLTextAreaElement)) return;
      clearTimeout(timer);
      timer = setTimeout(() => tell(false), STOPPED_MS);
      tell(true);
    };
    document.addEventListener("input", hear);
    return () => {
      document.removeEventListener("input", hear);
      clearTimeout(timer);
    };
  }, [caseId, tabKey]);
}
