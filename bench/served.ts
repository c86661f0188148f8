import { sessionCookie } from "@/e2e/fixtures";
import { sessionOf } from "@/tests/support/two-sizes";

/** The built site that the benchmark serves, and what a browser of this person sends along. */
export async function signIn(email: string): Promise<{ address: string; name: string; value: string; cookie: string }> {
  const address = process.env.HEARD_BENCH_URL;
  if (!address) throw new Error("No site is served: start this by `npm run bench`.");
  const { name, value } = await sessionCookie(await sessionOf(email));
  return { address, name, value, cookie: `${name}=${value}` };
}
