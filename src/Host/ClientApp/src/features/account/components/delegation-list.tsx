import { Button } from '@mantine/core';
import { formatDate } from '@/lib/dates';
import type { Delegation } from '../api/delegations';
import { texts } from '../texts';
import classes from './account.module.css';

interface DelegationListProps {
  title: string;
  rows: readonly Delegation[];
  empty: string;
  onRevoke: (delegation: Delegation) => void;
}

export function DelegationList({ title, rows, empty, onRevoke }: DelegationListProps) {
  return (
    <section className={classes.panel}>
      <h2 className={classes.heading}>{title}</h2>
      {rows.length === 0 ? (
        <p className={classes.quiet}>{empty}</p>
      ) : (
        <ul className={classes.list}>
          {rows.map((row) => (
            <li key={row.id}>
              <div className={classes.grow}>
                <b>{texts.fromTo(row.from.fullName, row.to.fullName)}</b> <span>{row.to.title}</span>
                <div>
                  {texts.days(formatDate(row.firstDay), formatDate(row.lastDay))} · {row.positionTitle ?? texts.allPositions} ·{' '}
                  {row.kinds.length === 0 ? texts.everything : row.kinds.map((kind) => texts.kinds[kind] ?? kind).join(', ')}
                </div>
                <div className={classes.quiet}>{detailsOf(row)}</div>
              </div>
              <span className={classes.state} data-state={row.state}>
                {texts.states[row.state]}
              </span>
              {row.mayRevoke && (row.state === 'active' || row.state === 'upcoming') && (
                <Button variant="default" size="compact-md" aria-label={texts.revokeTitle(row.to.fullName)} onClick={() => onRevoke(row)}>
                  {texts.revoke}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function detailsOf(row: Delegation): string {
  return [
    row.reason,
    row.authorisation === null ? null : texts.authorisationNo(row.authorisation),
    row.setBy === null || row.setBy === row.from.fullName ? null : texts.setBy(row.setBy),
    row.revokedBy === null ? null : texts.revokedBy(row.revokedBy),
    row.revokeReason,
  ]
    .filter(Boolean)
    .join(' · ');
}
