import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

type WordsProps = {
  children: string;
  /** Who said it, when, and to whom. */
  source?: ReactNode;
  /** The language they were said in, when it is known. */
  lang?: string;
  size?: "m" | "s";
  className?: string;
};

/** The patient's own words: set apart, in their own face, exactly as given. */
export function Words({ children, source, lang, size = "m", className }: WordsProps) {
  return (
    <figure className={cn("min-w-0", className)}>
      <blockquote
        dir="auto"
        lang={lang}
        className={cn(
          "max-w-prose border-s-3 border-primary py-0.5 ps-4 font-serif leading-relaxed wrap-anywhere whitespace-pre-wrap",
          size === "m" ? "text-lg" : "text-base",
        )}
      >
        {children}
      </blockquote>
      {source ? <figcaption className="mt-2 text-sm text-muted">{source}</figcaption> : null}
    </figure>
  );
}
