"use client";

import { Menu } from "lucide-react";
import { type MouseEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** The whole rail, for screens on which it is folded or gone. */
export function NavSheet({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  // Closed by the link and not by arriving, or focus would return here after the new page's title had it.
  const closeOnLink = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest("a")) setIsOpen(false);
  };
  return (
    <>
      <Button
        variant="quiet"
        aria-label="Menu"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className="-ms-2 px-2 lg:hidden"
        icon={<Menu aria-hidden />}
      />
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="Menu"
        titleHidden
        placement="start"
        className="bg-sunk"
      >
        {/* biome-ignore lint/a11y: hears the links inside; it is no control itself. */}
        <div onClick={closeOnLink}>{children}</div>
      </Dialog>
    </>
  );
}
