import { Text } from '@mantine/core';
import { formatDate } from '@/lib/dates';
import type { Book } from '../api/registers';
import { texts } from '../texts';
import classes from './book-sheet.module.css';

/** The pages of a register with the ten columns of the decree (Nghị định 30/2020/NĐ-CP, Phụ lục IV); white in the dark theme too, as paper is. */
export function BookSheet({ book }: { book: Book }) {
  const whole = book.columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <>
      {book.missing.length > 0 && (
        <Text role="alert" mb="sm">
          {texts.missingNumbers(book.missing.join(', '))}
        </Text>
      )}
      {/* The scrolled part can be reached by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} role="region" aria-label={texts.paper} tabIndex={0}>
        <div className={classes.sheet}>
          <p className={classes.agency}>{book.agency}</p>
          <h2 className={classes.title}>{book.title}</h2>
          <p className={classes.year}>{book.from !== null && book.to !== null ? texts.bookSpan(formatDate(book.from), formatDate(book.to)) : texts.bookYearLine(book.year)}</p>
          <table className={classes.table}>
            <colgroup>
              {book.columns.map((column) => (
                <col key={column.heading} style={{ width: `${(100 * column.width) / whole}%` }} />
              ))}
            </colgroup>
            <thead>
              <tr>
                {book.columns.map((column) => (
                  <th key={column.heading} scope="col">
                    {column.heading}
                  </th>
                ))}
              </tr>
              <tr aria-hidden>
                {book.columns.map((column, place) => (
                  <td key={column.heading}>({place + 1})</td>
                ))}
              </tr>
            </thead>
            <tbody>
              {book.lines.map((line) => (
                <tr key={line.number} data-cancelled={line.cancelled || undefined}>
                  {line.cells.map((cell, place) => (
                    <td key={book.columns[place]?.heading}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {book.lines.length === 0 && <p className={classes.closing}>{texts.noLines}</p>}
          {book.closing !== null && <p className={classes.closing}>{book.closing}</p>}
        </div>
      </div>
    </>
  );
}
