const YEAR_SECONDS = 365 * 86_400;

/** A choice of how pages look and behave here, kept in this browser for a year; null forgets it. */
export function keepCookie(name: string, value: string | null): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to draw the first paint right.
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${value === null ? 0 : YEAR_SECONDS}; samesite=lax`;
}
