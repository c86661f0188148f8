"use client";

import { useEffect, useRef, useState } from "react";
import { sendSignedIn, useSignInAgain } from "@/components/form/sign-in-again";
import { findToOpenAction } from "@/lib/command/actions";
import type { ToOpen } from "@/lib/command/types";

const PAUSE_MS = 200;
const NOTHING: ToOpen = { recent: [], cases: [], people: [], articles: [], deeds: [] };

/**
 * What the server finds for the text, a moment after the last letter; an answer to an older text is left aside. What may be done with
 * the case of the row is asked once.
 */
export function useToOpen(text: string, recent: string[], row: string | undefined) {
  const [answer, setAnswer] = useState<{ query: string; found: ToOpen; problem: string | null } | null>(null);
  const [deeds, setDeeds] = useState<ToOpen["deeds"]>([]);
  const signInAgain = useSignInAgain();
  const isRowAsked = useRef(false);
  const query = text.trim();
  const wanted = query === "" ? recent.join(",") : "";
  const isAsked = query !== "" || wanted !== "" || row !== undefined;
  useEffect(() => {
    if (!isAsked) return;
    let isStale = false;
    const ask = async () => {
      const form = new FormData();
      form.set("q", query);
      form.set("recent", wanted);
      if (row && !isRowAsked.current) form.set("row", row);
      isRowAsked.current = true;
      const result = await sendSignedIn(() => findToOpenAction(null, form), signInAgain).catch(() => null);
      if (form.has("row") && result?.ok) setDeeds(result.data.deeds);
      if (isStale) return;
      const problem = result?.ok
        ? null
        : (result?.message ?? "The server cannot be reached, so nothing was looked up.");
      setAnswer({ query, found: result?.ok ? result.data : NOTHING, problem });
    };
    const timer = setTimeout(ask, query === "" ? 0 : PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [query, wanted, row, isAsked, signInAgain]);
  const isCurrent = answer?.query === query;
  return {
    found: isCurrent && query + wanted !== "" ? answer.found : NOTHING,
    deeds,
    problem: isCurrent ? answer.problem : null,
    isLooking: isAsked && !isCurrent,
  };
}
