import { IconAlertTriangle, IconCalendar, IconClock, IconClockExclamation, IconInfinity, IconPlayerPause } from '@tabler/icons-react';
import type { components } from '@/api/schema';
import { formatDate } from '@/lib/dates';
import { lookOf, type DeadlineLook } from '@/lib/deadlines';
import classes from './deadline-chip.module.css';
import { texts } from './texts';

const icons: Record<DeadlineLook['tone'], typeof IconClock> = {
  neutral: IconCalendar,
  soon: IconClock,
  today: IconClockExclamation,
  late: IconAlertTriangle,
  outline: IconInfinity,
  paused: IconPlayerPause,
};

/** The deadline in words, with icon and colour. Null is no deadline at all: nothing is shown. */
export function DeadlineChip({ deadline }: { deadline: components['schemas']['DeadlineWords'] | null }) {
  if (deadline === null) return null;
  const { tone } = lookOf(deadline.state);
  const Icon = icons[tone];
  const title = [deadline.dueOn === null ? null : texts.dueOn(formatDate(deadline.dueOn)), deadline.warning].filter(Boolean).join('. ');
  return (
    <span className={classes.chip} data-tone={tone} title={title === '' ? undefined : title}>
      <Icon size={14} aria-hidden />
      {deadline.text}
      {deadline.warning !== null && <span aria-hidden>*</span>}
    </span>
  );
}
