export type UnitRole = 'lead' | 'cooperate' | 'inform';

/** The role of each unit that has one. */
export type UnitRoles = Readonly<Partial<Record<string, UnitRole>>>;

/** Gives a unit a role, or takes it away when it has it already. There is exactly one lead: the one before goes on cooperating. */
export function withRole(roles: UnitRoles, id: string, role: UnitRole): UnitRoles {
  const { [id]: before, ...others } = roles;
  if (before === role) return others;
  const rest = role === 'lead' ? Object.fromEntries(Object.entries(others).map(([other, had]) => [other, had === 'lead' ? 'cooperate' : had])) : others;
  return { ...rest, [id]: role };
}
