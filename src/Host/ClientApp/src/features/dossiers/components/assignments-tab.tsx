import { DateText } from '@/ui/date-text';
import { DeadlineChip } from '@/ui/deadline-chip';
import { EmptyState } from '@/ui/empty-state';
import type { DossierDetail } from '../api/dossier';
import { texts } from '../texts';
import classes from './dossier.module.css';

/** Phân công: what the bút phê asks of which unit, and how far each is. */
export function AssignmentsTab({ detail: { tasks, dossier } }: { detail: DossierDetail }) {
  if (tasks.length === 0) return <EmptyState title={texts.noTasks}>{texts.noTasksDetail}</EmptyState>;
  return (
    <section className={classes.panel}>
      <h2 className={classes.heading}>
        {texts.due} <DeadlineChip deadline={dossier.deadline} />
      </h2>
      <ul className={classes.list}>
        {tasks.map((task) => (
          <li key={`${task.unit} ${task.role} ${task.assignedAt}`}>
            <div className={classes.line}>
              <b>{texts.roles[task.role]}</b>
              <span className={classes.grow}>{task.unit}</span>
              <span className={classes.state}>{texts.taskStates[task.state]}</span>
            </div>
            {task.instruction !== null && <div className={classes.said}>{task.instruction}</div>}
            <div className={classes.quiet}>
              {[task.assignedBy, task.dueOn === null ? null : texts.due].filter(Boolean).join(' · ')} <DateText value={task.dueOn} /> · <DateText value={task.doneAt ?? task.assignedAt} withTime />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
