import "server-only";

/** What the proxy tells the pages behind it. Next reads the nonce from the policy header itself. */
export const REQUEST_HEADERS = {
  /** The path and query that were asked for. */
  path: "x-heard-path",
  /** The anti-forgery token for the sign-in form. */
  csrf: "x-heard-csrf",
} as const;
