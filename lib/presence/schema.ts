import { z } from "zod";
import { idSchema } from "@/lib/shared/ids";

/** The address of a stream: which tab asks, of which case (of the queue where there is none), and since when it shows what it shows. */
export const liveParams = z.object({
  tab: z.uuid(),
  case: z.uuid().nullable().default(null),
  since: z.iso.datetime(),
  /** The queue that is shown, as in its address; without one, all that the viewer sees. */
  query: z.string().max(4_000).nullable().default(null),
  /** Of nothing but what the viewer is told themselves. */
  only: z.literal("bell").nullable().default(null),
});
export type LiveParams = z.infer<typeof liveParams>;

export const tellWritingSchema = z.object({ caseId: idSchema, tabKey: idSchema, isWriting: z.enum(["yes", "no"]) });
export type TellWritingInput = z.infer<typeof tellWritingSchema>;
