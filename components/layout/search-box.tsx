"use client";

import { Search } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { Shortcut } from "@/components/layout/keys";
import { KeyHint } from "@/components/ui/key-hint";

const INPUT_ID = "search-everything";

type SearchBoxProps = {
  /** The page that answers; it receives `q`. */
  action: string;
  /** "Search cases, people, knowledge" */
  label: string;
  /** What may be typed: "Reference, name, words, -without" */
  hint: string;
};

/** A plain GET form: it works before any script does, and its answer has an address. On the page that answers it holds what was asked. */
export function SearchBox({ action, label, hint }: SearchBoxProps) {
  const isAnswered = usePathname() === action;
  const asked = useSearchParams().get("q") ?? "";
  const text = isAnswered ? asked : "";
  return (
    <search>
      <form action={action} className="relative max-w-110">
        <Search
          aria-hidden
          className="pointer-events-none absolute inset-s-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
        />
        <label htmlFor={INPUT_ID} className="sr-only">
          {label}
        </label>
        <input
          id={INPUT_ID}
          type="search"
          name="q"
          key={text}
          defaultValue={text}
          onFocus={(event) => event.currentTarget.select()}
          placeholder={hint}
          dir="auto"
          autoComplete="off"
          className="h-8.5 w-full truncate rounded border border-line-strong bg-surface ps-8.5 pe-9 text-base outline-offset-1 pointer-coarse:text-lg"
        />
        <KeyHint keys="/" className="pointer-events-none absolute inset-e-2.5 top-1/2 -translate-y-1/2 max-sm:hidden" />
      </form>
      <Shortcut keys="/" label="Search" focusId={INPUT_ID} />
    </search>
  );
}
