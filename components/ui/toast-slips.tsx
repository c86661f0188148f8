"use client";

import { X } from "lucide-react";
import { type PointerEvent, type KeyboardEvent as ReactKeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Told } from "@/components/ui/toast";
import { isolateNames } from "@/lib/shared/bidi";
import { cn } from "@/lib/shared/cn";

const SHORT_MS = 5_000;
/** Time to read, think and undo. */
const WITH_ACTION_MS = 10_000;
/** As long as a screen reader needs to take up what is said. */
const SAID_MS = 1_000;
const HOTKEY = "F8";
/** How far a finger draws a slip down to put it away. */
const SWIPE = 50;

type SlipsProps = { told: Told[]; forget: (id: number) => void };

/**
 * What was told, at the foot of the page (a landmark that F8 leads to), and once in words for a screen reader. It stays for as long as
 * the pointer or the focus is on it, and while the window is left.
 */
export function Slips({ told, forget }: SlipsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [isFocused, setIsFocused] = useState(false);
  const isAway = useIsAway();
  const newest = told.at(-1)?.id;
  const isNone = newest === undefined;
  // A pointer does not leave what is taken away beneath it.
  useEffect(() => {
    if (isNone) setIsOver(false);
  }, [isNone]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.code === HOTKEY) list.current?.focus();
      const isOnNews = list.current && event.composedPath().includes(list.current);
      if (event.key === "Escape" && newest !== undefined && !isOnNews) forget(newest);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [newest, forget]);
  // On the news Escape is about the news alone: it does not lead back from the page as well.
  const listenOnList = (event: ReactKeyboardEvent) => {
    if (event.key !== "Escape" || newest === undefined || event.defaultPrevented) return;
    event.preventDefault();
    forget(newest);
  };
  const drop = (id: number, slip: HTMLElement | null) => {
    if (slip?.contains(document.activeElement)) list.current?.focus();
    forget(id);
  };
  return (
    <>
      <Said told={told} />
      <section
        aria-label={`News (${HOTKEY})`}
        onPointerMove={() => setIsOver(true)}
        onPointerLeave={() => setIsOver(false)}
        onFocus={() => setIsFocused(true)}
        onBlur={({ currentTarget, relatedTarget }) => setIsFocused(currentTarget.contains(relatedTarget))}
      >
        <ol
          ref={list}
          tabIndex={-1}
          onKeyDown={listenOnList}
          className="fixed inset-x-4 bottom-4 z-50 grid list-none justify-items-center gap-2 outline-none sm:inset-x-auto sm:inset-e-5 print:hidden"
        >
          {told.map((news) => (
            <Slip key={news.id} news={news} isHeld={isOver || isFocused || isAway} drop={drop} />
          ))}
        </ol>
      </section>
    </>
  );
}

type SlipProps = { news: Told; isHeld: boolean; drop: (id: number, slip: HTMLElement | null) => void };

function Slip({ news, isHeld, drop }: SlipProps) {
  const slip = useRef<HTMLLIElement>(null);
  const go = () => drop(news.id, slip.current);
  useGone(news.durationMs ?? (news.action ? WITH_ACTION_MS : SHORT_MS), isHeld, go);
  const touchedAt = useRef<number | null>(null);
  const lift = ({ clientY }: PointerEvent) => {
    if (touchedAt.current !== null && clientY - touchedAt.current > SWIPE) go();
    touchedAt.current = null;
  };
  const { action } = news;
  return (
    <li
      ref={slip}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who goes through the news by Tab hears each.
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        go();
      }}
      onPointerDown={({ clientY, pointerType }) => {
        touchedAt.current = pointerType === "mouse" ? null : clientY;
      }}
      onPointerUp={lift}
      className={cn(
        "flex w-full max-w-md min-w-64 touch-none items-center gap-3 rounded-lg border bg-raised py-2 ps-3.5 pe-2 shadow select-none",
        news.tone === "late" && "border-late",
      )}
    >
      <div className="min-w-0 flex-1">
        <div className={cn("font-medium", news.tone === "late" && "text-late")}>{isolateNames(news.title)}</div>
        {news.description ? <div className="text-sm text-muted">{news.description}</div> : null}
      </div>
      {action ? (
        <Button
          size="s"
          onClick={() => {
            action.onAct();
            go();
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <Button size="s" variant="quiet" aria-label="Dismiss" className="px-1.5" icon={<X aria-hidden />} onClick={go} />
    </li>
  );
}

/** Its time, which stands still while it is held. */
function useGone(durationMs: number, isHeld: boolean, go: () => void): void {
  const left = useRef(durationMs);
  const gone = useRef(go);
  useEffect(() => {
    gone.current = go;
  });
  useEffect(() => {
    if (isHeld) return;
    const began = performance.now();
    const timer = setTimeout(() => gone.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - began;
    };
  }, [isHeld]);
}

/** Whether the window is left for another. */
function useIsAway(): boolean {
  const [isAway, setIsAway] = useState(false);
  useEffect(() => {
    const leave = () => setIsAway(true);
    const come = () => setIsAway(false);
    window.addEventListener("blur", leave);
    window.addEventListener("focus", come);
    return () => {
      window.removeEventListener("blur", leave);
      window.removeEventListener("focus", come);
    };
  }, []);
  return isAway;
}

/** In words, for a moment: what is put into a live region that stands there already is read out. */
function Said({ told }: { told: Told[] }) {
  const say = (tone: "late" | "plain") =>
    told.filter((news) => (news.tone ?? "plain") === tone).map((news) => <Words key={news.id} news={news} />);
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {say("plain")}
      </div>
      <div aria-live="assertive" className="sr-only">
        {say("late")}
      </div>
    </>
  );
}

function Words({ news: { title, description, action } }: { news: Told }) {
  const [isSaid, setIsSaid] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSaid(true), SAID_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSaid ? null : <p>{["News", isolateNames(title), description, action?.label].filter(Boolean).join(" ")}</p>;
}
