"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const SOON_MS = 3_000;
const LATER_MS = 30_000;
const SOON_TRIES = 10;

/** Shows anew how an e-mail stands that is on its way: often at first, then now and then. */
export function WatchMail() {
  const router = useRouter();
  useEffect(() => {
    let tries = 0;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          tries += 1;
          if (document.visibilityState === "visible") router.refresh();
          wait();
        },
        tries < SOON_TRIES ? SOON_MS : LATER_MS,
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
