/** The states of DeadlineWords as the API names them. */
export type DeadlineState = 'noDeadline' | 'inTime' | 'dueSoon' | 'dueToday' | 'overdue' | 'paused';

/** How a deadline looks: `tone` names the colours in theme.css, `isUrgent` what sorts first and is read out first. */
export interface DeadlineLook {
  tone: 'neutral' | 'soon' | 'today' | 'late' | 'outline' | 'paused';
  isUrgent: boolean;
}

const looks: Record<DeadlineState, DeadlineLook> = {
  noDeadline: { tone: 'outline', isUrgent: false },
  inTime: { tone: 'neutral', isUrgent: false },
  dueSoon: { tone: 'soon', isUrgent: false },
  dueToday: { tone: 'today', isUrgent: true },
  overdue: { tone: 'late', isUrgent: true },
  paused: { tone: 'paused', isUrgent: false },
};

export function lookOf(state: DeadlineState): DeadlineLook {
  return looks[state];
}
