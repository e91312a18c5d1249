import { Radio, Table, Text } from '@mantine/core';
import type { components } from '@/api/schema';
import type { UnitRole, UnitRoles } from '../lib/unit-roles';
import { texts } from '../texts';
import classes from './unit-roles.module.css';

const roleNames: readonly [UnitRole, string][] = [
  ['lead', texts.lead],
  ['cooperate', texts.cooperating],
  ['inform', texts.informed],
];

interface UnitRolesFieldProps {
  units: readonly components['schemas']['UnitView'][];
  roles: UnitRoles;
  onRole: (id: string, role: UnitRole) => void;
  error: string | null;
}

/** One line for each unit with its three possible roles; choosing a role again takes it away. */
export function UnitRolesField({ units, roles, onRole, error }: UnitRolesFieldProps) {
  return (
    <div className={classes.field}>
      <Table verticalSpacing={2} horizontalSpacing={4} className={classes.table}>
        <Table.Caption className={classes.caption}>{texts.units}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.unit}</Table.Th>
            {roleNames.map(([role, name]) => (
              <Table.Th key={role} scope="col" ta="center">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {units.map((unit) => (
            <Table.Tr key={unit.id} data-role={roles[unit.id]}>
              <Table.Th scope="row" fw={400}>
                {unit.name}
              </Table.Th>
              {roleNames.map(([role, name]) => (
                <Table.Td key={role} ta="center">
                  <Radio
                    className={classes.radio}
                    name={`vai-tro-${unit.id}`}
                    aria-label={`${name}: ${unit.name}`}
                    checked={roles[unit.id] === role}
                    onClick={() => roles[unit.id] === role && onRole(unit.id, role)}
                    onChange={() => onRole(unit.id, role)}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {error !== null && (
        <Text size="sm" role="alert" c="var(--lt-late-text)">
          {error}
        </Text>
      )}
    </div>
  );
}
