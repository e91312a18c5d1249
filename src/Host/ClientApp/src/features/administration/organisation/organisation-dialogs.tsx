import { command } from '@/api/client';
import { today } from '@/lib/dates';
import { FieldsDialog } from '@/ui/fields-dialog';
import { close, organisationKey, versionOf, type Agency, type AgencyDetail, type Noun, type Position, type Unit } from '../api/organisation';
import { texts } from './texts';

const choicesOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const changes = [organisationKey];
/** What the page asks for; null when nothing is open. */
export type Asked =
  | { kind: 'add-agency' }
  | { kind: 'add-unit'; parentId?: string }
  | { kind: 'add-position'; unitId?: string }
  | { kind: 'rename-agency'; row: Agency }
  | { kind: 'rename-unit'; row: Unit }
  | { kind: 'rename-position'; row: Position }
  | { kind: 'close'; noun: Noun; id: string; name: string };

interface Props {
  asked: Asked;
  agencies: readonly Agency[];
  detail: AgencyDetail | undefined;
  onAgencyAdded: (id: string) => void;
  onClose: () => void;
}

export function OrganisationDialog({ asked, agencies, detail, onAgencyAdded, onClose }: Props) {
  switch (asked.kind) {
    case 'add-agency':
      return <AddAgency agencies={agencies} onAdded={onAgencyAdded} onClose={onClose} />;
    case 'add-unit':
      return detail === undefined ? null : <AddUnit detail={detail} parentId={asked.parentId} onClose={onClose} />;
    case 'add-position':
      return detail === undefined ? null : <AddPosition detail={detail} unitId={asked.unitId} onClose={onClose} />;
    case 'close':
      return <Close {...asked} onClose={onClose} />;
    default:
      return <Rename asked={asked} onClose={onClose} />;
  }
}

function AddAgency({ agencies, onAdded, onClose }: { agencies: readonly Agency[]; onAdded: (id: string) => void; onClose: () => void }) {
  return (
    <FieldsDialog
      title={texts.addAgency}
      verb={texts.add}
      initial={{ validFrom: today() }}
      fields={[
        { name: 'name', label: texts.agencyName, isRequired: true },
        { name: 'shortName', label: texts.shortName, isRequired: true },
        { name: 'symbol', label: texts.symbol, hint: texts.symbolHint, isRequired: true },
        { name: 'place', label: texts.place, isRequired: true },
        { name: 'superiorId', label: texts.superior, kind: 'choice', choices: agencies.map((agency) => ({ value: agency.id, label: agency.name })) },
        { name: 'edocCode', label: texts.edocCode, hint: texts.edocHint },
        { name: 'code', label: texts.code, hint: texts.codeHint },
        { name: 'validFrom', label: texts.validFrom, kind: 'day', isRequired: true },
      ]}
      run={(given, key) =>
        command('post', '/api/organisation/agencies', {
          body: {
            name: given.name ?? '',
            shortName: given.shortName ?? '',
            symbol: given.symbol ?? '',
            place: given.place ?? '',
            validFrom: given.validFrom ?? '',
            superiorId: given.superiorId || null,
            edocCode: given.edocCode || null,
            code: given.code || null,
          },
          key,
        })
      }
      changes={changes}
      done={(given) => texts.added(given.name ?? '')}
      onDone={(answer) => onAdded(answer.id)}
      onClose={onClose}
    />
  );
}

function AddUnit({ detail, parentId, onClose }: { detail: AgencyDetail; parentId?: string; onClose: () => void }) {
  return (
    <FieldsDialog
      title={`${texts.addUnit} – ${detail.agency.name}`}
      verb={texts.add}
      initial={{ validFrom: today(), parentId: parentId ?? '', kind: 'division' }}
      fields={[
        { name: 'name', label: texts.unitName, isRequired: true },
        { name: 'symbol', label: texts.symbol, isRequired: true },
        { name: 'kind', label: texts.unitKind, kind: 'choice', choices: choicesOf(texts.unitKinds), isRequired: true },
        { name: 'parentId', label: texts.parent, kind: 'choice', choices: detail.units.map((unit) => ({ value: unit.id, label: unit.name })) },
        { name: 'validFrom', label: texts.validFrom, kind: 'day', isRequired: true },
      ]}
      run={(given, key) =>
        command('post', '/api/organisation/units', {
          body: { agencyId: detail.agency.id, name: given.name ?? '', symbol: given.symbol ?? '', kind: given.kind as Unit['kind'], validFrom: given.validFrom ?? '', parentId: given.parentId || null },
          key,
        })
      }
      changes={changes}
      done={(given) => texts.added(given.name ?? '')}
      onClose={onClose}
    />
  );
}

function AddPosition({ detail, unitId, onClose }: { detail: AgencyDetail; unitId?: string; onClose: () => void }) {
  return (
    <FieldsDialog
      title={`${texts.addPosition} – ${detail.agency.name}`}
      verb={texts.add}
      initial={{ validFrom: today(), unitId: unitId ?? '', kind: 'officer', rank: '100' }}
      fields={[
        { name: 'title', label: texts.positionTitle, hint: texts.positionTitleHint, isRequired: true },
        { name: 'code', label: texts.positionCode, hint: texts.positionCodeHint, isRequired: true },
        { name: 'kind', label: texts.positionKind, kind: 'choice', choices: choicesOf(texts.positionKinds), isRequired: true },
        { name: 'unitId', label: texts.unit, hint: texts.unitHint, kind: 'choice', choices: detail.units.map((unit) => ({ value: unit.id, label: unit.name })) },
        { name: 'rank', label: texts.rank, kind: 'number', isRequired: true },
        { name: 'validFrom', label: texts.validFrom, kind: 'day', isRequired: true },
      ]}
      run={(given, key) =>
        command('post', '/api/organisation/positions', {
          body: {
            agencyId: detail.agency.id,
            unitId: given.unitId || null,
            code: given.code ?? '',
            title: given.title ?? '',
            kind: given.kind as Position['kind'],
            rank: Number(given.rank),
            validFrom: given.validFrom ?? '',
          },
          key,
        })
      }
      changes={changes}
      done={(given) => texts.added(given.title ?? '')}
      onClose={onClose}
    />
  );
}

function Close({ noun, id, name, onClose }: { noun: Noun; id: string; name: string; onClose: () => void }) {
  return (
    <FieldsDialog
      title={texts.closeTitle(name)}
      verb={texts.close}
      isDangerous
      note={texts.closeNote}
      initial={{ lastDay: today() }}
      fields={[
        { name: 'lastDay', label: texts.lastDay, kind: 'day', isRequired: true },
        { name: 'reason', label: texts.reason, hint: texts.reasonHint, kind: 'area', isRequired: true },
      ]}
      run={(given, key) => close(noun, id, given.lastDay ?? '', given.reason ?? '', key)}
      changes={changes}
      done={() => texts.closed(name)}
      onClose={onClose}
    />
  );
}

function Rename({ asked, onClose }: { asked: Extract<Asked, { kind: `rename-${string}` }>; onClose: () => void }) {
  const common = { verb: texts.save, changes, onClose };
  const ifMatch = versionOf(asked.row);
  const path = { id: asked.row.id };
  if (asked.kind === 'rename-position')
    return (
      <FieldsDialog
        {...common}
        title={texts.renameTitle(asked.row.title)}
        initial={{ title: asked.row.title, rank: String(asked.row.rank) }}
        fields={[
          { name: 'title', label: texts.positionTitle, isRequired: true },
          { name: 'rank', label: texts.rank, kind: 'number', isRequired: true },
        ]}
        run={(given, key) => command('put', '/api/organisation/positions/{id}', { path, body: { title: given.title ?? '', rank: Number(given.rank) }, key, ifMatch })}
        done={(given) => texts.renamed(given.title ?? '')}
      />
    );
  if (asked.kind === 'rename-unit')
    return (
      <FieldsDialog
        {...common}
        title={texts.renameTitle(asked.row.name)}
        initial={{ name: asked.row.name, symbol: asked.row.symbol }}
        fields={[
          { name: 'name', label: texts.unitName, isRequired: true },
          { name: 'symbol', label: texts.symbol, isRequired: true },
        ]}
        run={(given, key) => command('put', '/api/organisation/units/{id}', { path, body: { name: given.name ?? '', symbol: given.symbol ?? '' }, key, ifMatch })}
        done={(given) => texts.renamed(given.name ?? '')}
      />
    );
  const { name, shortName, symbol, place } = asked.row;
  return (
    <FieldsDialog
      {...common}
      title={texts.renameTitle(name)}
      initial={{ name, shortName, symbol, place }}
      fields={[
        { name: 'name', label: texts.agencyName, isRequired: true },
        { name: 'shortName', label: texts.shortName, isRequired: true },
        { name: 'symbol', label: texts.symbol, isRequired: true },
        { name: 'place', label: texts.place, isRequired: true },
      ]}
      run={(given, key) =>
        command('put', '/api/organisation/agencies/{id}', {
          path,
          body: { name: given.name ?? '', shortName: given.shortName ?? '', symbol: given.symbol ?? '', place: given.place ?? '' },
          key,
          ifMatch,
        })
      }
      done={(given) => texts.renamed(given.name ?? '')}
    />
  );
}
