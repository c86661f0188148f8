import type { TargetFigure } from "./schema";

/** What a figure should come to at a site, with why and who said so. */
export type Target = { id: string; figure: TargetFigure; value: number; reason: string; by: string; at: string };
