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
    <span {...naming} className={cn(size === "s" ? "avatar" : "avatar avatar-alone", className)}>
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

/** As most names begin: a letter that no sign after it can change. To find the signs of a word takes long, in a list of fifty. */
const PLAIN = /^[A-Za-z0-9](?=[A-Za-z0-9]|$)/;

/** A letter or digit where there is one, so that "(Hsu)" counts; otherwise whatever sign the word is made of. */
function firstLetter(word: string): string {
  const [plain] = PLAIN.exec(word) ?? [];
  if (plain) return plain;
  const signs = Array.from(graphemes.segment(word), ({ segment }) => segment);
  return signs.find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? signs.at(0) ?? "";
}
