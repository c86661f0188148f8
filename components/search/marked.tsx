import type { Stretch } from "@/lib/search/types";

/** A text with what was looked for marked in it. */
export function Marked({ stretches }: { stretches: Stretch[] }) {
  return stretches.map(({ text, isHit }, place) =>
    isHit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a text have their order and nothing else
      <mark key={place} className="rounded-sm bg-soon-bg text-text">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
