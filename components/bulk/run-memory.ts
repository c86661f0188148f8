import { ownThing } from "@/components/layout/own-store";

const own = ownThing("bulk-run", (value) => (typeof value === "string" ? value : null));

/** The change of many cases that this tab began last, until it is dismissed. */
export const readRunId = own.read;
export const keepRunId = own.keep;
export const watchRunId = own.watch;
