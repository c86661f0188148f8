"use client";

import { useEffect, useState } from "react";

/** "⌘ ↵" on an Apple keyboard, "Ctrl ↵" on any other. */
export function ModKey({ keys }: { keys: string }) {
  const [isApple, setIsApple] = useState(false);
  useEffect(() => setIsApple(/Mac|iPhone|iPad/.test(navigator.platform)), []);
  return isApple ? keys : keys.replace("⌘", "Ctrl");
}
