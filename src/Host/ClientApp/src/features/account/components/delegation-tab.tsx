import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { ReasonDialog } from '@/ui/reason-dialog';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { agencyDelegationsQuery, ownDelegationsQuery, useRevoke, type Delegation } from '../api/delegations';
import { texts } from '../texts';
import { DelegationDialog } from './delegation-dialog';
import { DelegationList } from './delegation-list';

/** Whoever runs the office of the leaders: Chánh Văn phòng. */
const assistantCode = 'chanh-van-phong';

/** Vắng mặt và ủy quyền: who acts for me, for whom I act. */
export function DelegationTab() {
  const user = useUser();
  const own = useQuery({ ...ownDelegationsQuery, enabled: user.positions.length > 0 });
  const [isSetting, setting] = useDisclosure();
  const [revoked, setRevoked] = useState<Delegation | null>(null);
  const isAssistant = user.positions.some((position) => position.code === assistantCode);
  const [isSettingFor, settingFor] = useDisclosure();
  if (user.positions.length === 0) return <EmptyState title={texts.noPositions}>{texts.delegationAbout}</EmptyState>;
  return (
    <>
      <p>{texts.delegationAbout}</p>
      <Group gap="xs" mb="sm">
        <Button onClick={setting.open}>{texts.setDelegation}</Button>
        {isAssistant && (
          <Button variant="default" onClick={settingFor.open}>
            {texts.setForLeader}
          </Button>
        )}
      </Group>
      {own.data === undefined ? (
        own.isError ? <ErrorState error={own.error} onRetry={() => void own.refetch()} /> : <SkeletonRows />
      ) : (
        <>
          <DelegationList title={texts.given} rows={own.data.given} empty={texts.noneGiven} onRevoke={setRevoked} />
          <DelegationList title={texts.received} rows={own.data.received} empty={texts.noneReceived} onRevoke={setRevoked} />
        </>
      )}
      {isAssistant && <AgencyDelegations onRevoke={setRevoked} />}
      {isSetting && <DelegationDialog onClose={setting.close} />}
      {isSettingFor && <DelegationDialog isForAnother onClose={settingFor.close} />}
      {revoked !== null && <RevokeDialog delegation={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function AgencyDelegations({ onRevoke }: { onRevoke: (delegation: Delegation) => void }) {
  const agency = useQuery(agencyDelegationsQuery);
  if (agency.data === undefined) return agency.isError ? <ErrorState error={agency.error} onRetry={() => void agency.refetch()} /> : <SkeletonRows rows={2} />;
  return <DelegationList title={texts.agency} rows={agency.data} empty={texts.noneAgency} onRevoke={onRevoke} />;
}

function RevokeDialog({ delegation, onClose }: { delegation: Delegation; onClose: () => void }) {
  const name = delegation.to.fullName;
  const revoke = useRevoke(() => {
    showToast({ text: texts.revoked(name) });
    onClose();
  });
  return <ReasonDialog title={texts.revokeTitle(name)} verb={texts.revoke} isBusy={revoke.isPending} error={revoke.error} onConfirm={(reason) => revoke.mutate({ id: delegation.id, reason })} onClose={onClose} />;
}
