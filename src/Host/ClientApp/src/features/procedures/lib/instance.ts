export interface JournalLine {
  timestamp: string;
  activityId: string;
  activityName: string | null;
  eventName: string;
  message: string | null;
}

export interface Variable {
  execution: number;
  activity: string;
  name: string;
  /** JSON on one line. */
  value: string;
}

type Json = Record<string, unknown>;
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one)) : []);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The lines of all bursts, the newest first; each burst is an array of its own. */
export function journalOf(bursts: readonly unknown[]): JournalLine[] {
  return bursts
    .flatMap(objects)
    .map((line) => ({
      timestamp: text(line.timestamp) ?? '',
      activityId: text(line.activityId) ?? '',
      activityName: text(line.activityName),
      eventName: text(line.eventName) ?? '',
      message: text(line.message),
    }))
    .reverse();
}

/** The variables of every execution in the engine's state. */
export function variablesOf(state: unknown): Variable[] {
  const executions = typeof state === 'object' && state !== null ? objects((state as Json).executions) : [];
  return executions.flatMap((execution, place) =>
    Object.entries((execution.variables ?? {}) as Json).map(([name, value]) => ({
      execution: typeof execution.n === 'number' ? execution.n : place,
      activity: text(execution.activity)?.split(':').at(-1) ?? '',
      name,
      value: JSON.stringify(value),
    })),
  );
}
