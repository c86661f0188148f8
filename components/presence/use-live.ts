"use client";

import { useEffect, useRef, useState } from "react";
import type { Here } from "@/lib/presence/schema";
import { newId } from "@/lib/shared/new-id";
import { closeStream, openStream, readJson } from "./streams";

type Asked = {
  /** The case whose news are wanted; those of the queue where there is none. */
  caseId: string | null;
  /** The instant at which the page was rendered. */
  now: string;
};

/** What checks the news comes with the first of them, not with the page. */
const loadSchemas = () => import("@/lib/presence/schema").catch(() => null);

/** What happens elsewhere while a page is open and in sight. Without a stream nothing is ever told, and the page works all the same. */
export function useLive({ caseId, now }: Asked) {
  const [tabKey] = useState(newId);
  const [here, setHere] = useState<Here[]>([]);
  const [news, setNews] = useState<{ now: string; changedBy?: string; arrived?: number }>({ now });
  const since = useRef(now);
  useEffect(() => {
    since.current = now;
  }, [now]);

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
      source = openStream({ tab: tabKey, case: caseId, since: since.current });
      source.addEventListener("ended", close);
      source.addEventListener("here", async ({ data }) => {
        const told = (await loadSchemas())?.hereSchema.safeParse(readJson(data)).data;
        if (told && source) setHere((before) => [...before.filter((each) => each.caseId !== told.caseId), told]);
      });
      source.addEventListener("changed", async ({ data }) => {
        const told = (await loadSchemas())?.changedSchema.safeParse(readJson(data)).data;
        if (told) setNews({ now: since.current, changedBy: told.by });
      });
      source.addEventListener("arrived", async ({ data }) => {
        const told = (await loadSchemas())?.arrivedSchema.safeParse(readJson(data)).data;
        if (told) setNews({ now: since.current, arrived: told.count });
      });
    };
    open();
    document.addEventListener("visibilitychange", open);
    return () => {
      document.removeEventListener("visibilitychange", open);
      close();
    };
  }, [caseId, tabKey]);

  // What came before the page was rendered again is on it by now.
  return { tabKey, here, news: news.now === now ? news : { now } };
}
