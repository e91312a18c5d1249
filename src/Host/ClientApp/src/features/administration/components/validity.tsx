import { formatDate } from '@/lib/dates';

/** From when to when something counts. */
export function Validity({ from, to }: { from: string; to: string | null }) {
  return <span className="tabular">{to === null ? `Từ ${formatDate(from)}` : `${formatDate(from)} – ${formatDate(to)}`}</span>;
}
