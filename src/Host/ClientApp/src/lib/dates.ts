const day = new Intl.DateTimeFormat('vi-VN', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Asia/Ho_Chi_Minh' });
const time = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Ho_Chi_Minh' });

/** A day ("2026-03-09") or a moment ("2026-03-09T17:30:00Z") as dd/MM/yyyy; a moment as the day it was in Vietnam. */
export function formatDate(value: string): string {
  // A day has no time zone: reading it as a moment could shift it.
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  return parts ? `${parts[3] ?? ''}/${parts[2] ?? ''}/${parts[1] ?? ''}` : day.format(new Date(value));
}

/** A moment as "HH:mm dd/MM/yyyy" in Vietnam. */
export function formatMoment(value: string): string {
  const moment = new Date(value);
  return `${time.format(moment)} ${day.format(moment)}`;
}

/** A moment of today as "HH:mm" in Vietnam. */
export function formatTime(value: string): string {
  return time.format(new Date(value));
}

/** What somebody typed as a day ("9/3/2026", "09032026", "9-3-26"), as the API writes it; null when it is no day. */
export function parseDay(text: string): string | null {
  const parts = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\s*$/.exec(text) ?? /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text);
  if (parts === null) return null;
  const [, dayOfMonth = '', month = '', year = ''] = parts;
  const written = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  const moment = new Date(`${written}T00:00:00Z`);
  // 31/2 would become a day of March.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(written) ? written : null;
}

/** The day it is now in Vietnam, as the API writes it. */
export function today(now = new Date()): string {
  const [dayOfMonth = '', month = '', year = ''] = day.format(now).split(/\D/);
  return `${year}-${month}-${dayOfMonth}`;
}
