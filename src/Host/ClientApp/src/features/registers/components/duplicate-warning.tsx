import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDate } from '@/lib/dates';
import type { DuplicateRow } from '../registration';
import { texts } from '../texts';
import classes from './registration-card.module.css';

/** Registered documents that may be the same one, to look at before anything is saved. */
export function DuplicateWarning({ duplicates, children }: { duplicates: readonly DuplicateRow[]; children: ReactNode }) {
  if (duplicates.length === 0) return null;
  return (
    <section className={classes.duplicates} aria-label={texts.duplicates}>
      <Text fw={600} role="status">
        {texts.duplicates}
      </Text>
      <ul>
        {duplicates.slice(0, 5).map((one) => (
          <li key={one.documentId}>
            <Anchor component={Link} to={`/ho-so/${one.dossierId}`} target="_blank">
              {texts.duplicateLine(one.arrivalNumber, one.title, one.sender, formatDate(one.issuedOn))}
            </Anchor>
            <Text size="sm">{one.subject}</Text>
            <Text size="sm" c="dimmed">
              {one.reason}
            </Text>
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}
