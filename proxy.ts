import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { csrfCookie, csrfPair } from "@/lib/platform/csrf";
import { REQUEST_HEADERS } from "@/lib/platform/request-headers";
import { sessionCookie } from "@/lib/platform/session-cookie";

const PUBLIC = ["/sign-in", "/welcome"];
/** Whoever has the link may open it; what it opens, the page decides. */
const BY_LINK = /^\/survey\/[^/]+$/;

/** Security headers and a nonce for every page; a first, optimistic turn to the sign-in page. The gate itself is requireViewer. */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  const isPublic = PUBLIC.includes(pathname) || BY_LINK.test(pathname);
  const isApi = pathname.startsWith("/api/");
  // An action answers for itself: its caller cannot read a redirect, and its form stays on the screen.
  const isAction = request.headers.has("next-action");
  if (!isPublic && !isApi && !isAction && !request.cookies.has(sessionCookie().name)) {
    const target = new URL("/sign-in", request.url);
    if (pathname !== "/") target.searchParams.set("next", `${pathname}${search}`);
    return withHeaders(NextResponse.redirect(target, 303), policy(undefined));
  }

  // A path that cannot be decoded would be an error inside Next; here it is an address that nobody knows.
  if (!isDecodable(pathname))
    return withHeaders(NextResponse.redirect(new URL("/unknown", request.url), 303), policy(undefined));

  const nonce = randomBytes(16).toString("base64");
  const csp = policy(nonce);
  const headers = new Headers(request.headers);
  headers.set(REQUEST_HEADERS.path, `${pathname}${search}`);
  headers.set("content-security-policy", csp);
  headers.delete(REQUEST_HEADERS.csrf);
  const csrf = isPublic ? csrfPair(request.cookies.get(csrfCookie().name)?.value) : null;
  if (csrf) headers.set(REQUEST_HEADERS.csrf, csrf.token);
  const response = NextResponse.next({ request: { headers } });
  if (csrf) response.cookies.set(csrfCookie().name, csrf.cookie, csrfCookie().options);
  return withHeaders(response, csp);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function withHeaders(response: NextResponse, csp: string): NextResponse {
  response.headers.set("Content-Security-Policy", csp);
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("X-Frame-Options", "DENY");
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  return response;
}

function policy(nonce: string | undefined): string {
  const isDev = process.env.NODE_ENV === "development";
  const source = nonce ? `'self' 'nonce-${nonce}'` : "'self'";
  return [
    "default-src 'none'",
    // React's development build evaluates code; the production build never does.
    `script-src ${source}${nonce ? " 'strict-dynamic'" : ""}${isDev ? " 'unsafe-eval'" : ""}`,
    // Beside a nonce the browser passes over 'unsafe-inline', which the tools of development need for styles of their own.
    `style-src ${isDev ? "'self' 'unsafe-inline'" : source}`,
    // The reader of PDFs. Without a line of its own it would fall under what scripts may load, which is more.
    "worker-src 'self'",
    // Attributes alone: the charts place their parts with them.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}

// Files, letters, exports, printed cases and the live stream guard themselves: what passes here is held in memory, and cut off at ten megabytes.
export const config = {
  matcher: ["/((?!_next/static/|icon\\.svg$|favicon\\.ico$|api/(?:files|letters|exports|cases)(?:/|$)|api/live$).*)"],
};
