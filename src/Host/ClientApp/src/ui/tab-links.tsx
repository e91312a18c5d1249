import { Link, useNavigate, useSearchParams } from 'react-router';
import { texts } from './texts';
import { useShortcut } from './use-shortcut';
import classes from './tab-links.module.css';

interface TabLinksProps<T extends string> {
  /** Says what the tabs divide. */
  label: string;
  /** The first one stands in the address without a word. */
  tabs: readonly { value: T; label: string; count?: number }[];
  current: T;
  /** Its name in the address. */
  param?: string;
}

/** Parts of a page, each with an address of its own; "[" and "]" go to the one before and after. */
export function TabLinks<T extends string>({ label, tabs, current, param = 'muc' }: TabLinksProps<T>) {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const search = (value: T) => {
    const next = new URLSearchParams(params);
    if (value === tabs[0]?.value) next.delete(param);
    else next.set(param, value);
    return next.size === 0 ? '' : `?${next.toString()}`;
  };
  const step = (by: number) => {
    const next = tabs[tabs.findIndex((tab) => tab.value === current) + by];
    if (next !== undefined) void navigate({ search: search(next.value) }, { replace: true, preventScrollReset: true });
  };
  useShortcut('[', texts.tabBefore, () => step(-1), { group: label });
  useShortcut(']', texts.tabAfter, () => step(1), { group: label });
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ value, label: name, count }) => (
        <Link key={value} to={{ search: search(value) }} replace preventScrollReset className={classes.tab} aria-current={value === current ? 'page' : undefined}>
          {name}
          {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
