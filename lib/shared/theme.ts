export const THEME_COOKIE = "heard-theme";
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The theme a cookie asks for; anything else follows the system. */
export function readTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Single-letter keys can be turned off altogether (WCAG 2.1.4). */
export const KEYS_COOKIE = "heard-keys";
