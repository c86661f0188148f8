import { useEffect, useRef, useState } from "react";

/**
 * For a `<details>` that few people open: whether it was opened yet, so that what stands in it is drawn, sent and taken in only from then
 * on. It is heard at the press, so that the contents are there as it opens.
 */
export function useOpened() {
  const ref = useRef<HTMLDetailsElement>(null);
  const [isOpened, setIsOpened] = useState(false);
  const open = () => setIsOpened(true);
  // It may have been opened before the page's scripts had come.
  useEffect(() => {
    if (ref.current?.open) setIsOpened(true);
  }, []);
  return { isOpened, details: { ref, onClick: open, onToggle: open } };
}
