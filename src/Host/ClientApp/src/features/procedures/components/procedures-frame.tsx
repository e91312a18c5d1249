import { Button } from '@mantine/core';
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

// Said by the server when it puts the page together.
const hasStudio = document.querySelector('meta[name="elsa-studio"]') !== null;

/** The frame of the pages on procedures, for administrators. `studio` is the address of the same in Elsa Studio, which is no page of this application. */
export function ProceduresFrame({ title, actions, studio, isWide, children }: { title: string; actions?: ReactNode; studio?: string; isWide?: boolean; children: ReactNode }) {
  const all = (
    <>
      {hasStudio && studio !== undefined && (
        <Button component="a" variant="default" href={`/studio/workflows/${studio}`}>
          {texts.openStudio}
        </Button>
      )}
      {actions}
    </>
  );
  return (
    <Page title={title} actions={all} isWide={isWide}>
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
