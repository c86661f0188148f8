"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useSignInAgain } from "@/components/form/sign-in-again";
import { refusalOfSize } from "@/lib/attachment/rules/kinds";
import { newId } from "@/lib/shared/ids";
import { sendFile } from "./send-file";

type Progress =
  | { step: "waiting" }
  | { step: "sending"; share: number }
  | { step: "failed"; message: string; mayRetry: boolean }
  | { step: "done"; remark: string | null };

/** A file on its way; its id is the key under which it is attached once, however often it is sent. */
export type Upload = { id: string; file: File; progress: Progress };

type Options = { caseId: string; limitMb: number; onAttached: (count: number) => void };

const AT_ONCE = 2;
const FOLDER = "This is a folder. Open it, and attach the files in it.";

/** Sends files a few at a time. What fails stays, with its reason, until it is tried again or dismissed. */
export function useUploads({ caseId, limitMb, onAttached }: Options) {
  const signInAgain = useSignInAgain();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const cancels = useRef(new Map<string, () => void>());
  const attached = useRef(0);
  const tell = useRef(onAttached);
  useEffect(() => {
    tell.current = onAttached;
  });

  const note = useCallback((id: string, progress: Progress) => {
    setUploads((list) => list.map((upload) => (upload.id === id ? { ...upload, progress } : upload)));
  }, []);
  const drop = useCallback((id: string) => setUploads((list) => list.filter((upload) => upload.id !== id)), []);

  const begin = useCallback(
    async ({ id, file }: Upload) => {
      if (cancels.current.has(id)) return;
      const onShare = (share: number) => note(id, { step: "sending", share });
      const { result, cancel } = sendFile({ caseId, idempotencyKey: id, file, onShare });
      cancels.current.set(id, cancel);
      note(id, { step: "sending", share: 0 });
      const ended = await result;
      cancels.current.delete(id);
      if (ended === "cancelled") return drop(id);
      if (!ended.ok) {
        if (ended.code === "UNAUTHENTICATED" && (await signInAgain())) return note(id, { step: "waiting" });
        const message = Object.values(ended.fieldErrors ?? {})[0]?.[0] ?? ended.message;
        return note(id, { step: "failed", message, mayRetry: ended.code !== "INVALID" });
      }
      attached.current += 1;
      if (ended.data.remark) note(id, { step: "done", remark: ended.data.remark });
      else drop(id);
    },
    [caseId, note, drop, signInAgain],
  );

  const isBusy = uploads.some(({ progress }) => progress.step === "waiting" || progress.step === "sending");
  useEffect(() => {
    const underWay = uploads.filter(({ progress }) => progress.step === "sending").length;
    const next = uploads
      .filter(({ progress }) => progress.step === "waiting")
      .slice(0, Math.max(0, AT_ONCE - underWay));
    for (const upload of next) void begin(upload);
  }, [uploads, begin]);

  useEffect(() => {
    if (isBusy || attached.current === 0) return;
    tell.current(attached.current);
    attached.current = 0;
  }, [isBusy]);

  useEffect(() => {
    if (!isBusy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isBusy]);

  // Who leaves the case for another page of Heard has given up what is still under way.
  useEffect(() => {
    const running = cancels.current;
    return () => {
      for (const cancel of running.values()) cancel();
    };
  }, []);

  const add = useCallback(
    (files: File[], isFolder: (file: File) => boolean = () => false) => {
      const judge = (file: File): Progress => {
        const message = isFolder(file) ? FOLDER : refusalOfSize(file.size, limitMb);
        return message ? { step: "failed", message, mayRetry: false } : { step: "waiting" };
      };
      setUploads((list) => [...list, ...files.map((file) => ({ id: newId(), file, progress: judge(file) }))]);
    },
    [limitMb],
  );

  return {
    uploads,
    isBusy,
    add,
    retry: (id: string) => note(id, { step: "waiting" }),
    /** Stops one that is under way, forgets one that has failed or is done. */
    dismiss: (id: string) => {
      const cancel = cancels.current.get(id);
      if (cancel) cancel();
      else drop(id);
    },
  };
}
