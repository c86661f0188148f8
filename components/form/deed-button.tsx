"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, startTransition as inTransition, useRef, useTransition } from "react";
import { sendSignedIn, useSignInAgain } from "@/components/form/sign-in-again";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/shared/result";

export type Deed<T, Back = unknown> = {
  action: (previous: null, form: FormData) => Promise<ActionResult<T>>;
  /** What the action needs to know, by field name. */
  fields: Record<string, string>;
  /** What is said when it is done. */
  done: string | ((data: T) => string);
  /** What takes it back, where it can be. */
  undo?: Deed<Back> | ((data: T) => Deed<Back> | null);
  /** Whether what is done is told by somebody else, such as the page that comes next. */
  isToldElsewhere?: (data: T) => boolean;
  /** Told what came of it: done, or refused or never sent. */
  onEnd?: (isDone: boolean) => void;
};

/** Carries out one deed at a time: says that it is done, or why not, and shows how things stand, both at the same moment. */
export function useDeed() {
  const tell = useToast();
  const router = useRouter();
  const signInAgain = useSignInAgain();
  const [isPending, startTransition] = useTransition();
  const isBusy = useRef(false);
  const carryOut = async <T, Back>(deed: Deed<T, Back>): Promise<void> => {
    const { action, fields, done, undo, isToldElsewhere, onEnd } = deed;
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    const result = await sendSignedIn(() => action(null, data), signInAgain).catch(() => null);
    isBusy.current = false;
    if (result?.ok) {
      const back = typeof undo === "function" ? undo(result.data) : undo;
      // News that comes before the page would let the next step start from a state that is gone.
      return inTransition(() => {
        if (!isToldElsewhere?.(result.data)) {
          tell({
            title: typeof done === "string" ? done : done(result.data),
            action: back ? { label: "Undo", onAct: () => act(back) } : undefined,
          });
        }
        onEnd?.(true);
      });
    }
    onEnd?.(false);
    tell({ title: result?.message ?? "The server cannot be reached. Nothing was changed; try again.", tone: "late" });
    // Without an answer there is nothing new to show, and no network to ask.
    if (result) router.refresh();
  };
  const act = <T, Back>(deed: Deed<T, Back>): void => {
    if (isBusy.current) return;
    isBusy.current = true;
    startTransition(() => carryOut(deed));
  };
  return { act, isPending };
}

type DeedButtonProps<T> = Omit<ComponentProps<typeof Button>, "onClick" | "pending" | "pendingLabel" | "action"> &
  Deed<T>;

/** One button, one deed. */
export function DeedButton<T>({ action, fields, done, undo, onEnd, ...rest }: DeedButtonProps<T>) {
  const { act, isPending } = useDeed();
  return <Button {...rest} pending={isPending} onClick={() => act({ action, fields, done, undo, onEnd })} />;
}
