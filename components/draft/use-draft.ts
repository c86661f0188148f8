"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { SaveState } from "@/components/form/saved-at";
import { discardDraftAction, saveDraftAction } from "@/lib/draft/actions";
import type { DraftFields, DraftKind } from "@/lib/draft/schema";
import { useDraftOwner } from "./draft-owner";
import { dropUnsaved, fillForm, keepUnsaved, registerSaver, takeUnsaved } from "./unsaved";

type Options = {
  kind: DraftKind;
  /** The case it belongs to, where there is one. */
  subject?: string;
  form: RefObject<HTMLFormElement | null>;
  /** Names of fields that are not the person's words: keys and ids that a new page makes anew. */
  except?: string[];
  /** When the draft on the screen was last saved, if it was restored. */
  savedAt?: string;
  zone: string;
};

const PAUSE_MS = 500;
/** Somebody who types without a pause is saved this often. */
const LONGEST_MS = 2_000;
const RETRY_MS = 5_000;

/** Saves what a form holds on the server after each pause in typing, and again until it succeeds. */
export function useDraft({ kind, subject = "", form, except = [], savedAt, zone }: Options) {
  const key = `${useDraftOwner()}:${kind}:${subject}`;
  const skip = except.join();
  const [state, setState] = useState<SaveState>(savedAt ? "saved" : "idle");
  const [time, setTime] = useState(savedAt ? clock(savedAt, zone) : undefined);
  const [sentence, setSentence] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unsavedSince = useRef<number>(undefined);
  const running = useRef<Promise<void>>(undefined);
  const canRetry = useRef(false);
  const isClosed = useRef(false);
  // While the form itself is on its way nothing is saved: a late save would bring back what was just sent.
  const isSending = useRef(false);
  // What was last seen in the form: when the page is left, the form is gone before the last save begins.
  const seen = useRef<DraftFields>(undefined);

  const look = useCallback(() => {
    if (form.current) seen.current = fieldsOf(form.current, skip.split(","));
  }, [form, skip]);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    look();
    if (!seen.current || isClosed.current || isSending.current) return;
    unsavedSince.current = undefined;
    const fields = seen.current;
    setState("saving");
    const work = saveDraftAction(null, formOf({ kind, subject, fields: JSON.stringify(fields) })).then(
      (result) => {
        if (!result.ok) {
          // What the server refuses it will refuse again; asking every few seconds would only keep an empty desk signed in.
          canRetry.current = result.code === "UNEXPECTED";
          setSentence(result.fieldErrors?.fields?.[0] ?? result.message);
          return setState("failed");
        }
        // Words typed while this was on its way are saved by the next.
        if (timer.current !== undefined) return;
        keepUnsaved(key, { fields, savedAt: result.data.savedAt });
        setTime(clock(result.data.savedAt, zone));
        setState("saved");
      },
      () => {
        canRetry.current = true;
        setSentence("The server cannot be reached. Your words are kept here, and saved as soon as it answers.");
        setState("failed");
      },
    );
    running.current = work;
    await work;
  }, [look, kind, subject, key, zone]);

  const noteTyping = useCallback(() => {
    if (isClosed.current) return;
    look();
    if (seen.current) keepUnsaved(key, { fields: seen.current });
    setState("saving");
    const now = Date.now();
    unsavedSince.current ??= now;
    clearTimeout(timer.current);
    timer.current = setTimeout(save, Math.max(0, Math.min(PAUSE_MS, unsavedSince.current + LONGEST_MS - now)));
  }, [look, save, key]);

  // What a reload or a dead network kept from the server is put back and saved.
  useEffect(() => {
    const unsaved = takeUnsaved(key, savedAt);
    if (unsaved && form.current) fillForm(form.current, unsaved);
  }, [key, form, savedAt]);

  useEffect(() => {
    if (state !== "failed" || !canRetry.current) return;
    const retry = setInterval(save, RETRY_MS);
    return () => clearInterval(retry);
  }, [state, save]);

  // Leaving the page within the pause still saves.
  useEffect(() => {
    const flush = () => {
      if (timer.current) void save();
    };
    document.addEventListener("visibilitychange", flush);
    const forget = registerSaver(async () => {
      if (timer.current) await save();
      else await running.current;
    });
    return () => {
      forget();
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [save]);

  /** Lets a save that is under way come to its end and starts no other, while the form itself is sent. */
  const settle = useCallback(async () => {
    isSending.current = true;
    clearTimeout(timer.current);
    timer.current = undefined;
    await running.current;
  }, []);

  /** The form was sent and came back: saving goes on. */
  const resume = useCallback(() => {
    isSending.current = false;
    if (unsavedSince.current !== undefined) noteTyping();
    else setState((before) => (before === "saving" ? "saved" : before));
  }, [noteTyping]);

  /** After the form was sent or thrown away: nothing is saved any more. */
  const close = useCallback(() => {
    isClosed.current = true;
    clearTimeout(timer.current);
    timer.current = undefined;
    dropUnsaved(key);
    setState("idle");
  }, [key]);

  const discard = useCallback(async () => {
    await settle();
    await discardDraftAction(null, formOf({ kind, subject })).catch(() => undefined);
    close();
  }, [settle, close, kind, subject]);

  return { noteTyping, settle, resume, close, discard, savedAt: { state, time, sentence } };
}

function fieldsOf(form: HTMLFormElement, except: string[]): DraftFields {
  const fields: DraftFields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !except.includes(name)) fields[name] = value;
  }
  return fields;
}

function formOf(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

function clock(iso: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(iso));
}
