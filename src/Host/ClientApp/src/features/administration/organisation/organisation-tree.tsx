import { ActionIcon, Menu, Paper, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { AgencyDetail, Position, Unit } from '../api/organisation';
import { Validity } from '../components/validity';
import type { Asked } from './organisation-dialogs';
import classes from './organisation-tree.module.css';
import { texts } from './texts';

type Ask = (asked: Asked) => void;

/** Leaders first, then every unit with its positions and the units below it. */
export function OrganisationTree({ detail, onAsk }: { detail: AgencyDetail; onAsk: Ask }) {
  const { agency, units, positions } = detail;
  const roots = units.filter((unit) => unit.parentId === null || !units.some((other) => other.id === unit.parentId));
  return (
    <Paper withBorder p="sm">
      <Line
        name={agency.name}
        isHead
        facts={[agency.shortName, agency.symbol, agency.edocCode, agency.code, agency.place]}
        from={agency.validFrom}
        to={agency.validTo}
        entries={[
          { label: texts.rename, onClick: () => onAsk({ kind: 'rename-agency', row: agency }) },
          { label: texts.addUnit, onClick: () => onAsk({ kind: 'add-unit' }) },
          { label: texts.addPosition, onClick: () => onAsk({ kind: 'add-position' }) },
          { label: texts.close, isDangerous: true, onClick: () => onAsk({ kind: 'close', noun: 'agencies', id: agency.id, name: agency.name }) },
        ]}
      />
      <ul className={classes.list}>
        <li>
          <Text fw={600} mt="xs">
            {texts.leaders}
          </Text>
          <Positions rows={positions.filter((position) => position.unitId === null)} onAsk={onAsk} />
        </li>
        {roots.map((unit) => (
          <UnitNode key={unit.id} unit={unit} units={units} positions={positions} onAsk={onAsk} />
        ))}
      </ul>
    </Paper>
  );
}

function UnitNode({ unit, units, positions, onAsk }: { unit: Unit; units: readonly Unit[]; positions: readonly Position[]; onAsk: Ask }) {
  return (
    <li>
      <Line
        name={unit.name}
        isHead
        facts={[texts.unitKinds[unit.kind], unit.symbol]}
        from={unit.validFrom}
        to={unit.validTo}
        entries={[
          { label: texts.rename, onClick: () => onAsk({ kind: 'rename-unit', row: unit }) },
          { label: texts.addUnit, onClick: () => onAsk({ kind: 'add-unit', parentId: unit.id }) },
          { label: texts.addPosition, onClick: () => onAsk({ kind: 'add-position', unitId: unit.id }) },
          { label: texts.close, isDangerous: true, onClick: () => onAsk({ kind: 'close', noun: 'units', id: unit.id, name: unit.name }) },
        ]}
      />
      <Positions rows={positions.filter((position) => position.unitId === unit.id)} onAsk={onAsk} />
      <ul className={classes.list}>
        {units
          .filter((other) => other.parentId === unit.id)
          .map((other) => (
            <UnitNode key={other.id} unit={other} units={units} positions={positions} onAsk={onAsk} />
          ))}
      </ul>
    </li>
  );
}

function Positions({ rows, onAsk }: { rows: readonly Position[]; onAsk: Ask }) {
  if (rows.length === 0) return <Text c="dimmed">{texts.noPositions}</Text>;
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Line
            name={row.title}
            facts={[row.code, texts.positionKinds[row.kind], row.holders.map((holder) => holder.fullName).join(', ') || texts.vacant]}
            from={row.validFrom}
            to={row.validTo}
            entries={[
              { label: texts.rename, onClick: () => onAsk({ kind: 'rename-position', row }) },
              { label: texts.close, isDangerous: true, onClick: () => onAsk({ kind: 'close', noun: 'positions', id: row.id, name: row.title }) },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}

interface LineProps {
  name: string;
  isHead?: boolean;
  facts: readonly (string | null)[];
  from: string;
  to: string | null;
  entries: readonly { label: string; isDangerous?: boolean; onClick: () => void }[];
}

function Line({ name, isHead = false, facts, from, to, entries }: LineProps) {
  return (
    <div className={classes.line}>
      <div className={classes.words}>
        <Text span fw={isHead ? 600 : 500}>
          {name}
        </Text>{' '}
        <Text span c="dimmed">
          {facts.filter(Boolean).join(' · ')} · <Validity from={from} to={to} />
        </Text>
      </div>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={texts.actionsFor(name)} size={28}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {entries.map((entry) => (
            <Menu.Item key={entry.label} c={entry.isDangerous ? 'var(--lt-late-text)' : undefined} onClick={entry.onClick}>
              {entry.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
