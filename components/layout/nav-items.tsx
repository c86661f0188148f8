"use client";

import {
  BookOpen,
  CalendarDays,
  ChartLine,
  ChevronsUp,
  ClipboardList,
  Clock,
  Files,
  Flag,
  Heart,
  House,
  Inbox,
  Library,
  type LucideIcon,
  Mail,
  MessageCircleQuestionMark,
  MessageSquareQuote,
  PhoneCall,
  Send,
  Settings,
  Sprout,
  Sun,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/shared/cn";

const ICONS = {
  book: BookOpen,
  calendar: CalendarDays,
  chart: ChartLine,
  clock: Clock,
  files: Files,
  flag: Flag,
  heart: Heart,
  house: House,
  inbox: Inbox,
  library: Library,
  mail: Mail,
  phone: PhoneCall,
  question: MessageCircleQuestionMark,
  quote: MessageSquareQuote,
  report: ClipboardList,
  send: Send,
  settings: Settings,
  sprout: Sprout,
  sun: Sun,
  up: ChevronsUp,
  users: Users,
} satisfies Record<string, LucideIcon>;

export type NavItem = {
  href: string;
  label: string;
  icon: keyof typeof ICONS;
  count?: number;
  /** What the count counts, for screen readers: "late". */
  countLabel?: string;
  tone?: "late";
};

/** `folding`: labels give way to icons below 1,100 px. `full`: in the sheet, where there is room. */
export function NavItems({ items, fold }: { items: NavItem[]; fold: "folding" | "full" }) {
  const pathname = usePathname();
  const current = currentOf(items, pathname);
  return (
    <ul className="grid gap-0.5">
      {items.map((item) => (
        <li key={item.href}>
          <NavLink item={item} isCurrent={item === current} folds={fold === "folding"} />
        </li>
      ))}
    </ul>
  );
}

/** The longest match wins, so that "/" is current on its own page alone. */
function currentOf(items: NavItem[], pathname: string): NavItem | undefined {
  return items
    .filter(({ href }) => pathname === href || (href !== "/" && pathname.startsWith(`${href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)
    .at(0);
}

function NavLink({ item, isCurrent, folds }: { item: NavItem; isCurrent: boolean; folds: boolean }) {
  const Icon = ICONS[item.icon];
  return (
    <Link
      prefetch={false}
      href={item.href}
      aria-current={isCurrent ? "page" : undefined}
      title={folds ? item.label : undefined}
      className={cn(
        "relative flex min-h-8.5 items-center gap-2.5 rounded border border-transparent px-2.5 font-medium text-muted transition-colors",
        "hover:text-text aria-[current]:border-line aria-[current]:bg-surface aria-[current]:text-text",
        folds && "max-lg:min-h-11 max-lg:flex-col max-lg:justify-center max-lg:gap-0 max-lg:px-0",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={cn("flex-1 truncate", folds && "max-lg:sr-only")}>{item.label}</span>
      {item.count ? <Count item={item} folds={folds} /> : null}
    </Link>
  );
}

function Count({ item, folds }: { item: NavItem; folds: boolean }) {
  const shown = (item.count ?? 0) > 99 ? "99+" : item.count;
  return (
    <span
      className={cn(
        "text-xs tabular-nums",
        item.tone === "late" && "font-semibold text-late",
        folds && "max-lg:leading-4",
      )}
    >
      {shown}
      {item.countLabel ? <span className="sr-only"> {item.countLabel}</span> : null}
    </span>
  );
}
