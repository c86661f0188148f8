"use client";

import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { Slips } from "@/components/ui/toast-slips";

export type ToastNews = {
  title: string;
  description?: string;
  tone?: "plain" | "late";
  /** "Undo": offered for as long as the news stands. */
  action?: { label: string; onAct: () => void };
  durationMs?: number;
};

export type Told = ToastNews & { id: number };

const ToastContext = createContext<((news: ToastNews) => void) | null>(null);

const MOST = 3;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told[]>([]);
  const nextId = useRef(0);
  const tell = useCallback((news: ToastNews) => {
    nextId.current += 1;
    const id = nextId.current;
    setTold((before) => [...before.slice(1 - MOST), { ...news, id }]);
  }, []);
  const forget = useCallback((id: number) => setTold((before) => before.filter((news) => news.id !== id)), []);
  return (
    <ToastContext value={tell}>
      {children}
      <Slips told={told} forget={forget} />
    </ToastContext>
  );
}

/** Says what has been done, where "Are you sure?" would have asked before. */
export function useToast(): (news: ToastNews) => void {
  const tell = useContext(ToastContext);
  if (!tell) throw new Error("useToast needs a ToastProvider above it.");
  return tell;
}
