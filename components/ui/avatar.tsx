import { cn } from "@/lib/shared/cn";

type AvatarProps = {
  name: string;
  /** `m` stands alone in the top bar; `s` stands in a row. */
  size?: "s" | "m";
  /** Set when no name stands beside it. */
  labelled?: boolean;
  className?: string;
};

export function Avatar({ name, size = "s", labelled, className }: AvatarProps) {
  const naming = labelled ? { role: "img", "aria-label": name } : { "aria-hidden": true };
  return (
    <span
      {...naming}
      className={cn(
        "inline-grid shrink-0 align-middle place-items-center overflow-hidden rounded-full bg-primary-soft font-semibold text-primary-text select-none",
        size === "s" ? "size-6 text-xs tracking-tighter" : "size-7 text-xs",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** First and last word's first letter; one letter where a name is one word or its script has no capitals. */
function initialsOf(name: string): string {
  const words = name.normalize("NFC").split(/\s+/u).map(firstLetter).filter(Boolean);
  const first = words.at(0) ?? "?";
  const last = words.length > 1 ? words.at(-1) : undefined;
  const hasCapitals = /^\p{Lu}/u.test(first.toUpperCase());
  return last && hasCapitals ? (first + last).toUpperCase() : first.toUpperCase();
}

/** A letter or digit where there is one, so that "(Hsu)" counts; otherwise whatever sign the word is made of. */
function firstLetter(word: string): string {
  const signs = Array.from(graphemes.segment(word), ({ segment }) => segment);
  return signs.find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? signs.at(0) ?? "";
}
