import { IconFlag3Filled } from '@tabler/icons-react';
import type { components } from '@/api/schema';
import { texts } from './texts';
import classes from './urgency-mark.module.css';

/** Khẩn, Thượng khẩn, Hỏa tốc; an ordinary document has no mark. */
export function UrgencyMark({ urgency }: { urgency: components['schemas']['Urgency'] | null }) {
  if (urgency === null || urgency === 'normal') return null;
  return (
    <span className={classes.mark} data-urgency={urgency}>
      <IconFlag3Filled size={12} aria-hidden />
      {texts.urgencies[urgency]}
    </span>
  );
}
