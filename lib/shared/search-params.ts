import type { z } from "zod";

export type RawSearchParams = Record<string, string | string[] | undefined>;

/**
 * The parameters of a URL through a schema whose every field has a `.catch`, so that a bad or unknown one falls back. Of a parameter
 * given twice the first counts.
 */
export function parseSearchParams<S extends z.ZodType>(schema: S, raw: RawSearchParams): z.infer<S> {
  const single = Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]),
  );
  return schema.parse(single);
}

/** As a form sends several values of one field: put between commas, as `hrefWith` writes them. Empty ones are left out. */
export function joinValues(raw: RawSearchParams): RawSearchParams {
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value.filter(Boolean).join(",") : value]),
  );
}

/** `path` with the given parameters, lists between commas; null, undefined and empty ones are left out. */
export function hrefWith(
  path: string,
  params: Record<string, string | number | readonly (string | number)[] | null | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
