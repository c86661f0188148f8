"use client";

import { Button } from "@/components/ui/button";

/** Prints the page it stands on. */
export function PrintButton() {
  return <Button onClick={() => window.print()}>Print</Button>;
}
