"use client";

import { CircleAlert } from "lucide-react";
import { type MouseEvent, useEffect, useRef } from "react";
import { SignInAgainButton } from "@/components/form/sign-in-again";

/** `id` is the field's; without it the sentence concerns the form as a whole. */
export type SummaryError = {
  id?: string;
  message: string;
  isSignedOut?: boolean;
  /** Where to look at what stands in the way; in a tab of its own, so that what was typed stays. */
  see?: { href: string; label: string };
};

type ErrorSummaryProps = {
  errors: SummaryError[];
  title?: string;
  /** Anything that differs at each try (the action's last result), so that a second try is told too. */
  attempt?: unknown;
};

/** Lists what stands in the way, at the top of the form, and takes focus when it appears. */
export function ErrorSummary({ errors, title, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const told = JSON.stringify(errors);
  const focusedFor = useRef<{ attempt: unknown }>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: focus follows the news, not the element.
  useEffect(() => {
    // Once for each try: a list that shrinks while its fields are put right must not take the focus from them.
    if (!box.current || focusedFor.current?.attempt === attempt) return;
    focusedFor.current = { attempt };
    box.current.focus();
  }, [told, attempt]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rounded-lg border border-late bg-late-bg p-3.5">
      <p className="flex items-center gap-2 font-semibold text-late">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {title ?? summaryTitle(errors.length)}
      </p>
      <ul className="mt-1.5 list-disc space-y-1 ps-9">
        {errors.map(({ id, message, isSignedOut, see }) => (
          <li key={`${id}:${message}`}>
            {id ? (
              <a href={`#${id}`} onClick={goTo} className="underline underline-offset-2">
                {message}
              </a>
            ) : (
              message
            )}
            {see ? (
              <>
                {" "}
                <a
                  href={see.href}
                  target="_blank"
                  rel="noreferrer"
                  className="font-medium underline underline-offset-2"
                >
                  {see.label}
                </a>
              </>
            ) : null}
            {isSignedOut ? (
              <>
                {" "}
                <SignInAgainButton />
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function summaryTitle(count: number): string {
  return count === 1 ? "One thing needs a look" : `${count} things need a look`;
}

/** Keeps the address free of the fragment; without scripts the link still works. */
function goTo(event: MouseEvent<HTMLAnchorElement>) {
  const field = document.getElementById(event.currentTarget.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}
