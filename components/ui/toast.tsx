"use client";

import { X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { isolateNames } from "@/lib/shared/bidi";
import { cn } from "@/lib/shared/cn";

export type ToastNews = {
  title: string;
  description?: string;
  tone?: "plain" | "late";
  /** "Undo": offered for as long as the news stands. */
  action?: { label: string; onAct: () => void };
  durationMs?: number;
};

type Told = ToastNews & { id: number };

const ToastContext = createContext<((news: ToastNews) => void) | null>(null);

const SHORT_MS = 5_000;
/** Time to read, think and undo. */
const WITH_ACTION_MS = 10_000;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told[]>([]);
  const nextId = useRef(0);
  const tell = useCallback((news: ToastNews) => {
    nextId.current += 1;
    setTold((before) => [...before.slice(-2), { ...news, id: nextId.current }]);
  }, []);
  const forget = (id: number) => setTold((before) => before.filter((news) => news.id !== id));
  return (
    <ToastContext value={tell}>
      <Radix.Provider label="News" swipeDirection="down">
        {children}
        {told.map((news) => (
          <Slip key={news.id} news={news} onGone={() => forget(news.id)} />
        ))}
        <Radix.Viewport
          label="News ({hotkey})"
          className="fixed inset-x-4 bottom-4 z-50 grid list-none justify-items-center gap-2 outline-none sm:inset-x-auto sm:inset-e-5 print:hidden"
        />
      </Radix.Provider>
    </ToastContext>
  );
}

/** Says what has been done, where "Are you sure?" would have asked before. */
export function useToast(): (news: ToastNews) => void {
  const tell = useContext(ToastContext);
  if (!tell) throw new Error("useToast needs a ToastProvider above it.");
  return tell;
}

function Slip({ news, onGone }: { news: Told; onGone: () => void }) {
  return (
    <Radix.Root
      duration={news.durationMs ?? (news.action ? WITH_ACTION_MS : SHORT_MS)}
      type={news.tone === "late" ? "foreground" : "background"}
      onOpenChange={(open) => {
        if (!open) onGone();
      }}
      className={cn(
        "flex w-full max-w-md min-w-64 items-center gap-3 rounded-lg border bg-raised py-2 ps-3.5 pe-2 shadow",
        news.tone === "late" && "border-late",
      )}
    >
      <div className="min-w-0 flex-1">
        <Radix.Title className={cn("font-medium", news.tone === "late" && "text-late")}>
          {isolateNames(news.title)}
        </Radix.Title>
        {news.description ? (
          <Radix.Description className="text-sm text-muted">{news.description}</Radix.Description>
        ) : null}
      </div>
      {news.action ? (
        <Radix.Action asChild altText={news.action.label} onClick={news.action.onAct}>
          <Button size="s">{news.action.label}</Button>
        </Radix.Action>
      ) : null}
      <Radix.Close asChild aria-label="Dismiss">
        <Button size="s" variant="quiet" className="px-1.5" icon={<X aria-hidden />} />
      </Radix.Close>
    </Radix.Root>
  );
}
