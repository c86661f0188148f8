"use client";

import { createContext, type ReactNode, use } from "react";

/** What all charts of a page are of: the sites, the kinds of cases where one was chosen, and the days where a chart does not say its own. */
export type ChartsAbout = { sites: string; kinds?: string; period?: string };

const About = createContext<ChartsAbout | null>(null);

/** Tells the charts inside what they are of, for a picture or a file that leaves the page. */
export function ChartsOf({ about, children }: { about: ChartsAbout; children: ReactNode }) {
  return <About value={about}>{children}</About>;
}

export function useChartsAbout(): ChartsAbout | null {
  return use(About);
}
