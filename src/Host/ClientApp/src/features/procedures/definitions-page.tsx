import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { DateText } from '@/ui/date-text';
import { EmptyState } from '@/ui/empty-state';
import { Loaded } from '@/ui/loaded';
import { PlainTable } from '@/ui/plain-table';
import { Tag } from '@/ui/tag';
import { definitionsQuery, type Definition } from './api/procedures';
import { ProceduresFrame } from './components/procedures-frame';
import { PublishDialog } from './components/publish-dialog';
import { texts } from './texts';

/** /quy-trinh: the procedures, each with its versions. */
export function DefinitionsPage() {
  const [isPublishing, setIsPublishing] = useState(false);
  const definitions = useQuery(definitionsQuery);
  return (
    <ProceduresFrame title={texts.title} studio="definitions" actions={<Button onClick={() => setIsPublishing(true)}>{texts.publish}</Button>}>
      <Loaded query={definitions}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={texts.noDefinitions}>{texts.noDefinitionsDetail}</EmptyState>
          ) : (
            <Stack gap="md">
              {rows.map((row) => (
                <OneDefinition key={row.definitionId} row={row} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {isPublishing && <PublishDialog onClose={() => setIsPublishing(false)} />}
    </ProceduresFrame>
  );
}

function OneDefinition({ row }: { row: Definition }) {
  const name = row.name ?? row.definitionId;
  return (
    <Paper withBorder p="sm">
      <Group mb="xs" gap="xs">
        <Text component="h2" fw={600} m={0}>
          {name}
        </Text>
        <Text c="dimmed">{row.definitionId}</Text>
        {row.publishedVersion === null && <Tag tone="warn">{texts.notInForce}</Tag>}
        <Anchor component={Link} to={`/quy-trinh/luot-chay?quy-trinh=${encodeURIComponent(row.definitionId)}`}>
          {texts.toInstances}
        </Anchor>
      </Group>
      <PlainTable label={name} headers={[texts.version, texts.state, texts.author, texts.at, texts.why, texts.running]}>
        {row.versions.map((version) => (
          <tr key={version.versionId}>
            <td>
              <Anchor component={Link} to={`/quy-trinh/dinh-nghia/${encodeURIComponent(row.definitionId)}/${version.version}`}>
                {texts.openVersion(version.version)}
              </Anchor>
            </td>
            <td>{version.isPublished ? <Tag tone="good">{texts.inForce}</Tag> : <Tag>{texts.old}</Tag>}</td>
            <td>{version.author ?? texts.system}</td>
            <td>
              <DateText value={version.createdAt} withTime />
            </td>
            <td>{version.reason ?? texts.noReason}</td>
            <td className="tabular">{texts.runningCount(version.running)}</td>
          </tr>
        ))}
      </PlainTable>
    </Paper>
  );
}
