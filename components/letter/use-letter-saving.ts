"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useDraftOwner } from "@/components/draft/draft-owner";
import { dropUnsaved, keepUnsaved, registerSaver, takeUnsaved } from "@/components/draft/unsaved";
import type { SaveState } from "@/components/form/saved-at";
import { saveLetterAction } from "@/lib/letter/actions";
import type { Failure } from "@/lib/shared/result";

const PAUSE_MS = 800;
const RETRY_MS = 5_000;
const OFFLINE = "The server cannot be reached. Your words are kept here, and saved as soon as it answers.";

type Options = {
  letterId: string;
  /** The text that the page came with. */
  text: string;
  /** Puts a text into the editor that somebody else, or this tab before a reload, wrote. */
  onText: (text: string) => void;
  zone: string;
};

/** Saves a letter's text at each pause in typing, until it succeeds. A text that somebody else saved meanwhile stops it until one is chosen. */
export function useLetterSaving({ letterId, text, onText, zone }: Options) {
  const key = `${useDraftOwner()}:letter:${letterId}`;
  const [state, setState] = useState<SaveState>("idle");
  const [time, setTime] = useState<string>();
  const [sentence, setSentence] = useState<string>();
  const [conflict, setConflict] = useState<Failure | null>(null);
  const base = useRef(text);
  const latest = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean>>(undefined);
  const isContested = useRef(false);
  const canRetry = useRef(false);

  const send = useCallback(async (): Promise<boolean> => {
    const sent = latest.current;
    if (sent === base.current) return true;
    setState("saving");
    const form = new FormData();
    for (const [name, value] of Object.entries({ letterId, base: base.current, text: sent })) form.set(name, value);
    const result = await saveLetterAction(null, form).catch(() => null);
    if (result?.ok) {
      base.current = sent;
      canRetry.current = false;
      if (latest.current !== sent) return send();
      dropUnsaved(key);
      setTime(clock(result.data.savedAt, zone));
      setState("saved");
      return true;
    }
    isContested.current = result?.code === "CONFLICT" && (result.differences?.length ?? 0) > 0;
    setConflict(isContested.current && result ? result : null);
    canRetry.current = result === null || result.code === "UNEXPECTED";
    setSentence(result ? (result.fieldErrors?.text?.[0] ?? result.message) : OFFLINE);
    setState("failed");
    return false;
  }, [letterId, key, zone]);

  /** Saves what there is; whether all of it is saved then. */
  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    timer.current = undefined;
    await running.current;
    if (isContested.current) return false;
    running.current = send();
    return running.current;
  }, [send]);

  const note = useCallback(
    (typed: string) => {
      latest.current = typed;
      keepUnsaved(key, { fields: { text: typed, base: base.current } });
      if (isContested.current) return;
      setState("saving");
      clearTimeout(timer.current);
      timer.current = setTimeout(save, PAUSE_MS);
    },
    [key, save],
  );

  const put = useCallback(
    (chosen: string) => {
      onText(chosen);
      note(chosen);
    },
    [onText, note],
  );

  /** The way out of a conflict: their text as seen, and then theirs or mine on top of it. */
  const settle = useCallback(
    (choice: "theirs" | "mine") => {
      const theirs = conflict?.differences?.[0]?.theirValue;
      if (theirs === undefined) return;
      base.current = theirs;
      isContested.current = false;
      setConflict(null);
      put(choice === "theirs" ? theirs : latest.current);
    },
    [conflict, put],
  );

  // What a reload or a dead network kept from the server is put back and saved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens
  useEffect(() => {
    const kept = takeUnsaved(key, undefined)?.fields;
    if (!kept?.text || kept.text === text) return;
    base.current = kept.base ?? text;
    put(kept.text);
  }, []);

  useEffect(() => {
    if (state !== "failed" || !canRetry.current) return;
    const retry = setInterval(save, RETRY_MS);
    return () => clearInterval(retry);
  }, [state, save]);

  useEffect(() => {
    const flush = () => {
      if (timer.current) void save();
    };
    document.addEventListener("visibilitychange", flush);
    const forget = registerSaver(async () => {
      await save();
    });
    return () => {
      forget();
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [save]);

  return { note, save, settle, conflict, savedAt: { state: conflict ? ("idle" as const) : state, time, sentence } };
}

function clock(iso: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(iso));
}
