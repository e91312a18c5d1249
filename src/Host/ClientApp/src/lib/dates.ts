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
