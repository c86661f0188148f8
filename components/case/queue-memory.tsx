"use client";

import Link from "next/link";
import { useEffect, useState } from "react";

const KEY = "heard-queue";

/** Keeps, in this tab, which view of the queue was open last: its tab, filters, order and page. */
export function RememberQueue({ address }: { address: string }) {
  useEffect(() => {
    try {
      sessionStorage.setItem(KEY, address);
    } catch {
      // Without a store the way back leads to the queue's beginning.
    }
  }, [address]);
  return null;
}

/** The way back to the queue as it was. */
export function BackToQueue() {
  const [address, setAddress] = useState("/cases");
  useEffect(() => {
    try {
      const kept = sessionStorage.getItem(KEY);
      if (kept?.startsWith("/cases?")) setAddress(kept);
    } catch {
      // As above.
    }
  }, []);
  return (
    <Link href={address} prefetch={false} className="hover:underline">
      ← Cases
    </Link>
  );
}
