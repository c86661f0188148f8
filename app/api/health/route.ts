import { checkHealth } from "@/lib/platform/health";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

export async function GET() {
  const health = await checkHealth(new Date());
  const headers = { "Cache-Control": "no-store" };
  return Response.json({ ...health, version }, { status: health.status === "ok" ? 200 : 503, headers });
}
