import { canAnywhere } from "@/lib/access/policy";
import { NotFound } from "@/lib/platform/errors";
import { findViewer } from "@/lib/platform/viewer";
import { openLive } from "@/lib/presence/queries";
import { liveParams } from "@/lib/presence/schema";

// "no-transform" keeps what stands between from collecting the stream before it passes it on.
const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
};

/** News for one tab as it happens. Whoever gets none is answered 204, at which a browser stops asking. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await findViewer();
  const params = liveParams.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!viewer || viewer.mustSetPassword || !params.success) return nothing();
  if (params.data.only !== "bell" && !canAnywhere(viewer, "case.see")) return nothing();

  const pipe = new TransformStream<Uint8Array, Uint8Array>(undefined, { highWaterMark: 1_000 });
  const writer = pipe.writable.getWriter();
  const encoder = new TextEncoder();
  const write = (text: string) => {
    writer.write(encoder.encode(text)).catch(() => undefined);
  };
  const out = {
    send: (name: string, data: unknown) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(": still here\n\n"),
    close: () => {
      writer.close().catch(() => undefined);
    },
  };
  try {
    const stream = await openLive(viewer, params.data, out);
    if (!stream) return nothing();
    writer.closed.catch(() => stream.end());
    request.signal.addEventListener("abort", stream.end.bind(stream));
    if (request.signal.aborted) stream.end();
    return new Response(pipe.readable, { headers: HEADERS });
  } catch (error) {
    if (error instanceof NotFound) return nothing();
    throw error;
  }
}

function nothing(): Response {
  const { "Content-Type": _type, ...headers } = HEADERS;
  return new Response(null, { status: 204, headers });
}
