/** More on one case would tell nothing apart. */
export const MOST_TAGS = 10;

/** A label as it is kept: what was typed, without white space around it and with single spaces in it. */
export function tidyLabel(typed: string): string {
  return typed.replace(/\s+/gu, " ").trim();
}

/** What makes two labels one tag: capitals, widths, white space and characters that nobody sees make no difference. */
export function tagKey(label: string): string {
  const visible = label.replace(/[\p{Cf}\p{DI}]/gu, "").normalize("NFKC");
  return tidyLabel(visible.toLowerCase().normalize("NFKC"));
}
