import { Button, Tabs } from '@mantine/core';
import { IconBooks, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { holds, useUser } from '@/api/session';
import { choiceParam, optionalParam } from '@/lib/url-state';
import { Page } from '@/ui/page';
import { useShortcut } from '@/ui/use-shortcut';
import { useUrlState } from '@/ui/use-url-state';
import { arrivedQuery } from './api/dispatches';
import { ArrivedTab } from './components/arrived-tab';
import { IncomingTable } from './components/incoming-table';
import { OpenRegisterDialog } from './components/open-register-dialog';
import { ReceiveTab } from './components/receive-tab';
import { TabCount } from './components/tab-count';
import { texts } from './texts';
import { useReception } from './use-reception';

const tabs = ['danh-sach', 'tiep-nhan', 'cho-tiep-nhan'] as const;
const shape = { muc: choiceParam(tabs, 'danh-sach'), chon: optionalParam() };

/** Văn bản đến: everybody reads, văn thư registers. */
export function IncomingPage() {
  const user = useUser();
  return holds(user, 'registry') ? (
    <RegistryPage />
  ) : (
    <Page title={texts.incomingTitle} isWide>
      <IncomingTable />
    </Page>
  );
}

function RegistryPage() {
  const [state, change] = useUrlState(shape);
  // Kept here, so that looking at another tab loses nothing.
  const reception = useReception();
  const arrived = useQuery(arrivedQuery).data?.total ?? 0;
  const waiting = reception.checked.filter((one) => one.entry.done === null).length;
  const go = (step: number) => {
    const next = tabs[tabs.indexOf(state.muc) + step];
    if (next !== undefined) change({ muc: next, chon: null }, 'push');
  };
  useShortcut('[', texts.previousTab, () => go(-1), { group: texts.incomingTitle });
  useShortcut(']', texts.nextTab, () => go(1), { group: texts.incomingTitle });
  return (
    <Page
      title={texts.incomingTitle}
      isWide
      actions={
        <>
          <Button component={Link} to="/so-van-ban" variant="default" leftSection={<IconBooks size={16} aria-hidden />}>
            {texts.printBook}
          </Button>
          <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={() => change({ muc: 'tiep-nhan', chon: null }, 'push')}>
            {texts.receive}
          </Button>
        </>
      }
    >
      <Tabs value={state.muc} keepMounted={false} onChange={(muc) => change({ muc: tabs.find((tab) => tab === muc), chon: null }, 'push')}>
        <Tabs.List aria-label={texts.tabsIncoming} mb="sm">
          <Tabs.Tab value="danh-sach">{texts.tabBook}</Tabs.Tab>
          <Tabs.Tab value="tiep-nhan" rightSection={<TabCount count={waiting} />}>
            {texts.tabReceive}
          </Tabs.Tab>
          <Tabs.Tab value="cho-tiep-nhan" rightSection={<TabCount count={arrived} />}>
            {texts.tabArrived}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="danh-sach">
          <IncomingTable />
        </Tabs.Panel>
        <Tabs.Panel value="tiep-nhan">
          <ReceiveTab reception={reception} />
        </Tabs.Panel>
        <Tabs.Panel value="cho-tiep-nhan">
          <ArrivedTab chosen={state.chon} onChoose={(chon) => change({ chon }, 'push')} />
        </Tabs.Panel>
      </Tabs>
      <OpenRegisterDialog reception={reception} />
    </Page>
  );
}
