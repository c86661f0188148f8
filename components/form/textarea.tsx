"use client";

import { type ComponentProps, type InputEvent, useState } from "react";
import { CONTROL_LOOK } from "@/components/form/input";
import { cn } from "@/lib/shared/cn";

type Face = "plain" | "words" | "note";

const FACES: Record<Face, string> = {
  plain: "leading-normal",
  words: "font-serif text-lg leading-relaxed",
  note: "bg-soon-bg leading-normal",
};

type TextareaProps = ComponentProps<"textarea"> & {
  /** `words`: the patient's own. `note`: seen by staff only. */
  face?: Face;
  /** Told about near its end, never enforced while typing: a cut-off paste would lose words. */
  limit?: number;
};

export function Textarea({ face = "plain", limit, rows = 3, style, className, onInput, ...rest }: TextareaProps) {
  const [length, setLength] = useState(String(rest.value ?? rest.defaultValue ?? "").length);
  const count = (event: InputEvent<HTMLTextAreaElement>) => {
    setLength(event.currentTarget.value.length);
    onInput?.(event);
  };
  return (
    <>
      <textarea
        dir="auto"
        {...rest}
        rows={rows}
        style={{ minHeight: `calc(${rows} * 1lh + 1rem + 2px)`, ...style }}
        onInput={limit === undefined ? onInput : count}
        className={cn(
          CONTROL_LOOK,
          "field-sizing-content max-h-most resize-y py-2 read-only:bg-sunk",
          FACES[face],
          className,
        )}
      />
      {limit === undefined ? null : <Remaining length={length} limit={limit} />}
    </>
  );
}

function Remaining({ length, limit }: { length: number; limit: number }) {
  const left = limit - length;
  const isNear = left <= Math.max(20, limit * 0.1);
  return (
    <p role="status" className={cn("text-end text-sm tabular-nums", left < 0 ? "font-medium text-late" : "text-muted")}>
      {isNear ? remainingWords(left) : null}
    </p>
  );
}

function remainingWords(left: number): string {
  const characters = Math.abs(left) === 1 ? "character" : "characters";
  return left < 0 ? `${-left} ${characters} too long` : `${left} ${characters} left`;
}
