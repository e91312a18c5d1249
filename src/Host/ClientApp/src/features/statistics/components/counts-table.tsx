import type { Counts, Statistics } from '../api/read-statistics';
import { texts } from '../texts';
import classes from './counts-table.module.css';

const parts = ['doneInTime', 'doneLate', 'runningInTime', 'runningLate'] as const;
const columns = ['assigned', ...parts, 'paused'] as const;

/** The numbers, and for each row a bar that shows them at a glance: all it shows stands in the cells before it. */
export function CountsTable({ statistics }: { statistics: Statistics }) {
  const widest = Math.max(1, ...statistics.rows.map((row) => row.assigned));
  return (
    <>
      {/* The scrolled part can be reached by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} role="region" aria-label={texts.heading} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{texts.bys[statistics.by]}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={classes.number}>
                  {texts[column]}
                </th>
              ))}
              <th scope="col" className={classes.number}>
                {texts.inTimeRate}
              </th>
              <td className={classes.barHead} aria-hidden>
                {texts.share}
              </td>
            </tr>
          </thead>
          <tbody>
            {statistics.rows.map((row) => (
              <tr key={row.id ?? row.name}>
                <th scope="row">{row.name}</th>
                <Numbers counts={row} />
                <td aria-hidden>
                  <Bar counts={row} widest={widest} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{texts.total}</th>
              <Numbers counts={statistics.total} />
              <td aria-hidden>
                <Bar counts={statistics.total} widest={statistics.total.assigned} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <ul className={classes.legend} aria-label={texts.legend}>
        {parts.map((part) => (
          <li key={part}>
            <span className={classes.key} data-part={part} />
            {texts[part]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Numbers({ counts }: { counts: Counts }) {
  const inTime = counts.doneInTime + counts.runningInTime;
  return (
    <>
      {columns.map((column) => (
        <td key={column} className={classes.number} data-label={texts[column]}>
          {counts[column].toLocaleString('vi-VN')}
        </td>
      ))}
      <td className={classes.number} data-label={texts.inTimeRate}>{counts.assigned === 0 ? '–' : `${((100 * inTime) / counts.assigned).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} %`}</td>
    </>
  );
}

function Bar({ counts, widest }: { counts: Counts; widest: number }) {
  return (
    <div className={classes.bar}>
      {parts.map((part) => (counts[part] === 0 ? null : <span key={part} data-part={part} style={{ width: `${(100 * counts[part]) / widest}%` }} />))}
    </div>
  );
}
