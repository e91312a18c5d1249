import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { Page } from '@/ui/page';
import { texts } from '../texts';
import classes from '@/ui/tab-links.module.css';

const places = [
  { path: '/quy-trinh', label: texts.tabs.definitions, isExact: true },
  { path: '/quy-trinh/luot-chay', label: texts.tabs.instances, isExact: false },
  { path: '/quy-trinh/su-co', label: texts.tabs.incidents, isExact: false },
];

/** The frame of the pages on procedures, for administrators. */
export function ProceduresFrame({ title, actions, isWide, children }: { title: string; actions?: ReactNode; isWide?: boolean; children: ReactNode }) {
  return (
    <Page title={title} actions={actions} isWide={isWide}>
      <nav className={classes.tabs} aria-label={texts.title}>
        {places.map((place) => (
          <NavLink key={place.path} to={place.path} end={place.isExact} className={classes.tab}>
            {place.label}
          </NavLink>
        ))}
      </nav>
      {children}
    </Page>
  );
}
