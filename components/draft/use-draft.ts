"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { SaveState } from "@/components/form/saved-at";
import { discardDraftAction, saveDraftAction } from "@/lib/draft/actions";
import type { DraftFields, DraftKind } from "@/lib/draft/schema";
import { useDraftOwner } from "./draft-owner";
import { dropUnsaved, fillForm, keepUnsaved, registerSaver, tabKey, takeUnsaved } from "./unsaved";

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
  const [isSignedOut, setIsSignedOut] = useState(false);
  // Where the draft is that another tab saved meanwhile; nothing is saved over it until the person says so.
  const [otherAt, setOtherAt] = useState<string>();
  const seenAt = useRef(savedAt);
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

  const keep = useCallback(
    async (isPreferred: boolean) => {
      clearTimeout(timer.current);
      timer.current = undefined;
      look();
      if (!seen.current || isClosed.current || isSending.current) return;
      unsavedSince.current = undefined;
      const fields = seen.current;
      setState("saving");
      const form = formOf({
        kind,
        subject,
        fields: JSON.stringify(fields),
        ...(isPreferred ? { isPreferred: "yes" } : {}),
      });
      markSeen(form, seenAt.current);
      const work = saveDraftAction(null, form).then(
        (result) => {
          setIsSignedOut(!result.ok && result.code === "UNAUTHENTICATED");
          if (!result.ok) {
            // What the server refuses it will refuse again; asking every few seconds would only keep an empty desk signed in.
            canRetry.current = result.code === "UNEXPECTED";
            setSentence(result.fieldErrors?.fields?.[0] ?? result.message);
            if (result.code === "CONFLICT") setOtherAt(window.location.pathname + window.location.search);
            return setState("failed");
          }
          seenAt.current = result.data.savedAt;
          setOtherAt(undefined);
          // Words typed while this was on its way are saved by the next.
          if (timer.current !== undefined) return;
          keepUnsaved(key, { fields, savedAt: result.data.savedAt });
          setTime(clock(result.data.savedAt, zone));
          setState("saved");
        },
        () => {
          canRetry.current = true;
          setIsSignedOut(false);
          setSentence("The server cannot be reached. Your words are kept here, and saved as soon as it answers.");
          setState("failed");
        },
      );
      running.current = work;
      await work;
    },
    [look, kind, subject, key, zone],
  );
  const save = useCallback(() => keep(false), [keep]);

  const noteTyping = useCallback(() => {
    if (isClosed.current) return;
    look();
    if (seen.current) keepUnsaved(key, { fields: seen.current, seenAt: seenAt.current });
    setState("saving");
    const now = Date.now();
    unsavedSince.current ??= now;
    clearTimeout(timer.current);
    timer.current = setTimeout(save, Math.max(0, Math.min(PAUSE_MS, unsavedSince.current + LONGEST_MS - now)));
  }, [look, save, key]);

  // What a reload or a dead network kept from the server is put back and saved.
  useEffect(() => {
    const unsaved = takeUnsaved(key, savedAt);
    if (!unsaved || !form.current) return;
    seenAt.current = unsaved.savedAt ?? unsaved.seenAt;
    fillForm(form.current, unsaved.fields);
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
    const form = formOf({ kind, subject });
    markSeen(form, seenAt.current);
    await discardDraftAction(null, form).catch(() => undefined);
    close();
  }, [settle, close, kind, subject]);

  /** Says in a form that is sent which draft is its own, so that no other goes with it. */
  const mark = useCallback((data: FormData) => markSeen(data, seenAt.current), []);

  const other = otherAt === undefined ? undefined : { href: otherAt, onKeep: () => void keep(true) };
  return { noteTyping, settle, resume, mark, close, discard, savedAt: { state, time, sentence, isSignedOut, other } };
}

function fieldsOf(form: HTMLFormElement, except: string[]): DraftFields {
  const fields: DraftFields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !except.includes(name)) fields[name] = value;
  }
  return fields;
}

function markSeen(data: FormData, seenAt: string | undefined) {
  data.set("draftForm", tabKey());
  if (seenAt) data.set("draftSavedAt", seenAt);
}

function formOf(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

function clock(iso: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(iso));
}
