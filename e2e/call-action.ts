import { readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";

type Manifest = { node: Record<string, { exportedName: string; filename: string }> };
type Call = { path: string; fields: Record<string, string>; cookie?: string; origin: string };
type Answer = { status: number; ok: boolean | null; code: string | null; data: unknown; text: string };

/** The ids under which the built app serves its actions, by "lib/noun/actions.ts nameAction". */
export function readActionIds(): Map<string, string> {
  const file = path.join(process.env.HEARD_DIST_DIR ?? ".next", "server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return new Map(Object.entries(node).map(([id, { exportedName, filename }]) => [`${filename} ${exportedName}`, id]));
}

/** Sends what React's client sends when a form meets its action: `[null, FormData]` in React's encoding of a reply. */
export async function callAction(request: APIRequestContext, id: string, call: Call): Promise<Answer> {
  const reply = new FormData();
  for (const [name, value] of Object.entries(call.fields)) reply.set(`_1_${name}`, value);
  reply.set("0", '[null,"$K1"]');
  // Whoever asks too often in vain from one address is made to wait.
  const from = { "x-forwarded-for": `2001:db8::${Math.floor(Math.random() * 65_536).toString(16)}` };
  const answer = await request.post(call.path, {
    headers: {
      ...{ "next-action": id, accept: "text/x-component", origin: call.origin },
      ...from,
      cookie: call.cookie ?? "",
    },
    multipart: reply,
    maxRedirects: 0,
  });
  const text = await answer.text();
  return { status: answer.status(), text, ...resultIn(text) };
}

/** The action's result is the row that the first row of the answer points at with `"a":"$@1"`. */
function resultIn(text: string): Pick<Answer, "ok" | "code" | "data"> {
  const row = /^1:(\{.*\})$/m.exec(text)?.[1];
  const result = row ? (JSON.parse(row) as { ok?: boolean; code?: string; data?: unknown }) : {};
  return { ok: result.ok ?? null, code: result.code ?? null, data: result.data };
}
