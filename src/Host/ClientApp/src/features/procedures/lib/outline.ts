/** One step of a procedure as a list shows it. */
export interface OutlineStep {
  id: string;
  name: string;
  /** Type name, for instance "LienThong.Approval". */
  type: string;
  /** Code of the position that does it; null for what runs by itself. */
  position: string | null;
  /** How deep it lies in steps that hold others. */
  depth: number;
  next: { port: string; target: string }[];
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The steps of a definition in the order in which they can be reached, those that hang loose last. */
export function outlineOf(definition: unknown): OutlineStep[] {
  const root = isObject(definition) ? definition.root : undefined;
  return isObject(root) ? inside(root, 0) : [];
}

/** What the definition calls each step, by its id. */
export function stepNames(definition: unknown): Map<string, string> {
  return new Map(outlineOf(definition).map((step) => [step.id, step.name]));
}

function inside(container: Json, depth: number): OutlineStep[] {
  const activities = listOf(container.activities);
  const connections = listOf(container.connections).flatMap((one) => {
    const [source, target] = [one.source, one.target];
    return isObject(source) && isObject(target) ? [{ from: textOf(source.activity), port: textOf(source.port) ?? 'Done', to: textOf(target.activity) }] : [];
  });
  // A sequence has no connections: its order is that of the list.
  const followers = connections.length > 0 ? null : activities.map((activity) => textOf(activity.id));
  return inOrder(activities, connections).flatMap((activity) => {
    const id = textOf(activity.id) ?? '';
    const follower = followers?.[followers.indexOf(id) + 1] ?? null;
    const next = connections.filter((one) => one.from === id).map((one) => ({ port: one.port, target: one.to ?? '' }));
    const step: OutlineStep = {
      id,
      name: nameOf(activity),
      type: textOf(activity.type) ?? '',
      position: literalOf(activity.position),
      depth,
      next: next.length > 0 || follower === null ? next : [{ port: 'Done', target: follower }],
    };
    return [step, ...below(activity, depth + 1)];
  });
}

/** Steps held by this one, wherever it keeps them: a body, branches, cases. */
function below(activity: Json, depth: number): OutlineStep[] {
  if (Array.isArray(activity.activities)) return inside(activity, depth);
  return Object.values(activity).flatMap((value) => {
    if (isObject(value) && isActivity(value)) return inside({ activities: [value] }, depth);
    if (Array.isArray(value)) return value.flatMap((one) => (isObject(one) ? (isActivity(one) ? inside({ activities: [one] }, depth) : below(one, depth)) : []));
    return [];
  });
}

const isActivity = (value: Json) => typeof value.type === 'string' && typeof value.id === 'string' && 'nodeId' in value;
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

function inOrder(activities: Json[], connections: { from: string | null; to: string | null }[]): Json[] {
  if (connections.length === 0) return activities;
  const byId = new Map(activities.map((activity) => [textOf(activity.id), activity]));
  const targets = new Set(connections.map((one) => one.to));
  const waiting = activities.filter((activity) => !targets.has(textOf(activity.id)));
  const seen = new Set<Json>();
  while (waiting.length > 0) {
    const activity = waiting.shift();
    if (activity === undefined || seen.has(activity)) continue;
    seen.add(activity);
    for (const one of connections) {
      const target = one.from === textOf(activity.id) ? byId.get(one.to) : undefined;
      if (target !== undefined) waiting.push(target);
    }
  }
  return [...seen, ...activities.filter((activity) => !seen.has(activity))];
}

function nameOf(activity: Json): string {
  const metadata = activity.metadata;
  return (isObject(metadata) ? textOf(metadata.displayText) : null) ?? textOf(activity.name) ?? textOf(activity.id) ?? '';
}

/** The value of an input that is written down as it is; an expression is no name of a position. */
function literalOf(input: unknown): string | null {
  const expression = isObject(input) ? input.expression : undefined;
  return isObject(expression) && expression.type === 'Literal' ? textOf(expression.value) : null;
}
