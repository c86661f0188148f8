"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { Command, Shortcut } from "@/components/layout/keys";
import { Button, ButtonLink, buttonLook } from "@/components/ui/button";
import { KeyHint } from "@/components/ui/key-hint";
import { useToast } from "@/components/ui/toast";
import { useServed } from "@/components/ui/use-served";
import { findStepsAction, undoMoveAction } from "@/lib/case/actions";
import type { StepAndNext } from "@/lib/case/rules";
import type { WalkStep } from "@/lib/case/types";
import { awaitStep } from "./awaited-step";
import { addBeside, readBeside } from "./beside-rows";
import { PanesButton, usePanes } from "./queue-beside";
import { takeNews } from "./step-news";
import { undoing } from "./undoing";
import {
  addressOf,
  around,
  FIRST_STEP_ID,
  keepLeft,
  keepWalk,
  pageOf,
  readWalk,
  stepAsShown,
  turned,
} from "./walk-memory";

type CaseWalkProps = { reference: string; version: number; deed: StepAndNext | null };

/** The way back to the queue as it was, and from case to case of it without going back. */
export function CaseWalk({ reference, version, deed }: CaseWalkProps) {
  const router = useRouter();
  const [address, setAddress] = useState("/cases");
  const { isShown } = usePanes();
  const { step, told } = useStep(reference, version, isShown);
  useEffect(() => setAddress(addressOf(readWalk(), reference)), [reference]);
  useEffect(() => () => keepLeft(reference), [reference]);
  // In the place of this page, so that the way back leads to the queue however far one has walked.
  const goTo = (to: string) => router.replace(hrefOf(to));
  const sayCarried = useCarriedNews();
  const pressStep = useStepAndNext(reference, () => (step?.next ? goTo(step.next) : sayCarried()));
  const goBack = () => (isBehind(pageOf(readWalk(), reference)?.seenAt) ? router.back() : router.push(address));

  return (
    <>
      <Link href={address} prefetch={false} className="inline-flex min-h-7 items-center hover:underline">
        ← Cases
      </Link>
      <Shortcut keys="Escape" label="Back to the queue" onPress={goBack} />
      <PanesButton />
      <nav aria-label="Queue" className="flex flex-wrap items-center gap-1">
        <Way to={step?.previous} label="Previous case" keys="K" />
        <Way to={step?.next} label="Next case" keys="J" />
        {step?.next && deed ? <StepButton {...deed} onPress={pressStep} /> : null}
        {step?.previous ? <Shortcut keys="k" label="Previous case" onPress={() => goTo(step.previous ?? "")} /> : null}
        {step?.next ? <Shortcut keys="j" label="Next case" onPress={() => goTo(step.next ?? "")} /> : null}
      </nav>
      <span role="status" className="empty:hidden">
        {told ? describeChange(told) : null}
      </span>
    </>
  );
}

/** Says what is done to this case before the next one is shown, and why it cannot be. */
function StepButton({ label, title, isBarred, onPress }: StepAndNext & { onPress: () => void }) {
  const why = useId();
  if (isBarred) {
    return (
      <>
        <Button variant="quiet" size="s" title={title} aria-disabled aria-describedby={why} className="opacity-60">
          {label}
        </Button>
        <span id={why} hidden>
          {title}
        </span>
      </>
    );
  }
  return (
    <>
      <Button variant="quiet" size="s" title={title} onClick={onPress}>
        {label}
      </Button>
      <Command label={label} onPress={onPress} />
    </>
  );
}

type WayProps = { to: string | null | undefined; label: string; keys: "J" | "K" };

/** Keeps its place where it leads nowhere, so that nothing moves under the pointer, nor when the server has said where. */
function Way({ to, label, keys }: WayProps) {
  const icon = keys === "J" ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />;
  if (!to) {
    return (
      <span aria-hidden className={buttonLook({ variant: "quiet", size: "s" }, "invisible px-1.5")}>
        {icon}
        {label}
        <KeyHint keys={keys} className="max-sm:hidden" />
      </span>
    );
  }
  return (
    // The next one is fetched ahead, so that it stands there at once.
    <ButtonLink
      href={hrefOf(to)}
      replace
      prefetch={keys === "J"}
      variant="quiet"
      size="s"
      icon={icon}
      shortcut={keys}
      className="px-1.5"
    >
      {label}
    </ButtonLink>
  );
}

function hrefOf(reference: string): string {
  return `/cases/${reference}`;
}

function describeChange({ isHere, gone, next, previous }: WalkStep): string | null {
  const sentences = [
    isHere ? null : "This case has left the list you came from.",
    gone.length === 1 ? "Another case near it has left it too, and is passed over." : null,
    gone.length > 1 ? `${gone.length} other cases near it have left that list, and are passed over.` : null,
    next === null && previous !== null ? "It is the last of its list." : null,
  ].filter(Boolean);
  return sentences.length > 0 ? sentences.join(" ") : null;
}

/**
 * Where one can go from here: as the queue was shown until the server has said what still stands in it, which is asked anew when the case
 * has changed; null for a case that was not opened from a queue.
 */
function useStep(reference: string, version: number, hasList: boolean) {
  const router = useRouter();
  const isServed = useServed();
  const [shown, setShown] = useState(() => (isServed ? null : stepAsShown(readWalk(), reference)));
  const [told, setTold] = useState<WalkStep | null>(null);
  // A state set here is drawn before anything is painted, and all effects of the page with it: only where the server's markup lacks it.
  useLayoutEffect(() => {
    if (isServed) setShown(stepAsShown(readWalk(), reference));
  }, [isServed, reference]);
  useEffect(() => {
    const walk = readWalk();
    const near = walk && around(walk, reference);
    if (!near) return;
    let isStale = false;
    const form = new FormData();
    form.set("query", addressOf(walk, reference).split("?")[1] ?? "");
    form.set("reference", reference);
    form.set("references", near.references.join());
    if (near.next) form.set("next", near.next);
    if (near.previous) form.set("previous", near.previous);
    if (hasList) form.set("rowsOf", (pageOf(walk, reference)?.references ?? []).filter(isToTell(reference)).join());
    findStepsAction(null, form)
      .then((result) => {
        if (isStale || !result.ok) return;
        const next = turned(walk, result.data);
        keepWalk(next);
        if (hasList) addBeside(next, result.data);
        setTold(result.data);
        // A page that was fetched ahead may be older than what has happened to its case.
        if (result.data.version !== null && result.data.version !== version) router.refresh();
      })
      .catch(() => undefined);
    return () => {
      isStale = true;
    };
  }, [reference, version, hasList, router]);
  return { step: told ?? shown, told };
}

/** Of the list beside it: what is not known yet, and the case itself, which may have changed. */
function isToTell(reference: string): (each: string) => boolean {
  const { rows } = readBeside();
  return (each) => each === reference || !rows.has(each);
}

/** Presses what comes next for the case, by its own button and dialog; goes on once that is done, and only then. */
function useStepAndNext(reference: string, goOn: () => void): () => void {
  const latest = useRef(goOn);
  useEffect(() => {
    latest.current = goOn;
  });
  useEffect(() => () => awaitStep(null), []);
  return () => {
    const button = document.getElementById(FIRST_STEP_ID);
    if (!button) return;
    awaitStep({ reference, goOn: () => latest.current() });
    button.click();
  };
}

/** Says what was done to the case before, on the page that came for it. */
function useCarriedNews(): () => void {
  const tell = useToast();
  const { act } = useDeed();
  const say = () => {
    const news = takeNews();
    if (!news) return;
    const { title, reference, undo } = news;
    const back = undo && undoing(undoMoveAction, { ...undo, reference });
    tell({ title, action: back ? { label: "Undo", onAct: () => act(back) } : undefined });
  };
  const latest = useRef(say);
  useEffect(() => latest.current(), []);
  return say;
}

/** Whether the page before this one in the tab's history is the one where that view of the queue was shown. */
function isBehind(seenAt: string | undefined): boolean {
  if (!seenAt || !("navigation" in window)) return false;
  const { currentEntry } = window.navigation;
  const before = window.navigation.entries()[(currentEntry?.index ?? 0) - 1];
  if (!before?.url) return false;
  const { pathname, search } = new URL(before.url);
  return `${pathname}${search}` === seenAt;
}
