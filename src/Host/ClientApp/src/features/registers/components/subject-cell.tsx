import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { documentTypesQuery } from '@/api/organisation';
import classes from './subject-cell.module.css';

/** Type and subject as the register has them in one column; two lines at most, the whole in the tooltip. */
export function SubjectCell({ typeCode, subject, children }: { typeCode: string; subject: string; children?: ReactNode }) {
  const type = useQuery(documentTypesQuery).data?.find((one) => one.code === typeCode)?.name ?? typeCode;
  return (
    <span className={classes.subject} title={subject}>
      <span className={classes.type}>{type}.</span> {subject} {children}
    </span>
  );
}

/** A cell with something quieter below. */
export function TwoLines({ below, children }: { below: ReactNode; children: ReactNode }) {
  return (
    <span>
      {children}
      {below !== null && <span className={classes.below}>{below}</span>}
    </span>
  );
}
