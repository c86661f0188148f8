import { z } from "zod";

// zod would otherwise try to compile code, which the content policy refuses.
z.config({ jitless: true });

const address = z.email().max(320);

/** Whether mail can go to this text: one address, and nothing that could begin another or a header. */
export function isMailable(text: string): boolean {
  return address.safeParse(text).success;
}
