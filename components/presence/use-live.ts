"use client";

import { useEffect, useRef, useState } from "react";
import type { Here } from "@/lib/presence/types";
import { newId } from "@/lib/shared/new-id";
import { readWords } from "./live-words";
import { closeStream, openStream } from "./streams";

type Asked = {
  /** The case whose news are wanted; those of the queue where there is none. */
  caseId: string | null;
  /** The queue that is shown, as in its address. */
  query?: string;
  /** The instant at which the page was rendered. */
  now: string;
};

/** What happens elsewhere while a page is open and in sight. Without a stream nothing is ever told, and the page works all the same. */
export function useLive({ caseId, query, now }: Asked) {
  const [tabKey] = useState(newId);
  const [here, setHere] = useState<Here[]>([]);
  const [news, setNews] = useState<{ now: string; changedBy?: string; arrived?: number }>({ now });
  const since = useRef(now);
  useEffect(() => {
    since.current = now;
  }, [now]);

  // What arrives is counted from when the list was made; a list made anew counts afresh.
  const listedAt = caseId === null ? now : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: see `listedAt`.
  useEffect(() => {
    let source: EventSource | null = null;
    const close = () => {
      if (source) closeStream(source);
      source = null;
      setHere([]);
    };
    const open = () => {
      if (document.visibilityState !== "visible") return close();
      if (source) return;
      source = openStream({ tab: tabKey, case: caseId, since: since.current, query });
      source.addEventListener("ended", close);
      source.addEventListener("here", ({ data }) => {
        const told = readWords("here", data);
        if (told) setHere((before) => [...before.filter((each) => each.caseId !== told.caseId), told]);
      });
      source.addEventListener("changed", ({ data }) => {
        const told = readWords("changed", data);
        if (told) setNews({ now: since.current, changedBy: told.by });
      });
      source.addEventListener("arrived", ({ data }) => {
        const told = readWords("arrived", data);
        if (told) setNews({ now: since.current, arrived: told.count });
      });
    };
    open();
    document.addEventListener("visibilitychange", open);
    return () => {
      document.removeEventListener("visibilitychange", open);
      close();
    };
  }, [caseId, query, listedAt, tabKey]);

  // What came before the page was rendered again is on it by now.
  return { tabKey, here, news: news.now === now ? news : { now } };
}
