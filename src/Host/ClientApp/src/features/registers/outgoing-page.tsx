import { Button, Tabs } from '@mantine/core';
import { IconBooks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { holds, useUser } from '@/api/session';
import { choiceParam } from '@/lib/url-state';
import { Page } from '@/ui/page';
import { useShortcut } from '@/ui/use-shortcut';
import { useUrlState } from '@/ui/use-url-state';
import { workQuery } from './api/work';
import { OutgoingTable } from './components/outgoing-table';
import { SentTable } from './components/sent-table';
import { TabCount } from './components/tab-count';
import { WorkTable } from './components/work-table';
import { texts } from './texts';

const tabs = ['danh-sach', 'cho-cap-so', 'cho-gui', 'da-gui'] as const;
const shape = { muc: choiceParam(tabs, 'danh-sach') };

/** Văn bản đi: everybody reads; văn thư gives numbers, sends and follows. */
export function OutgoingPage() {
  const user = useUser();
  return holds(user, 'registry') ? (
    <RegistryPage />
  ) : (
    <Page title={texts.outgoingTitle} isWide>
      <OutgoingTable />
    </Page>
  );
}

function RegistryPage() {
  const [{ muc }, change] = useUrlState(shape);
  const toNumber = useQuery(workQuery('issue-number')).data?.total ?? 0;
  const toSend = useQuery(workQuery('submit')).data?.total ?? 0;
  const go = (step: number) => {
    const next = tabs[tabs.indexOf(muc) + step];
    if (next !== undefined) change({ muc: next }, 'push');
  };
  useShortcut('[', texts.previousTab, () => go(-1), { group: texts.outgoingTitle });
  useShortcut(']', texts.nextTab, () => go(1), { group: texts.outgoingTitle });
  return (
    <Page
      title={texts.outgoingTitle}
      isWide
      actions={
        <Button component={Link} to="/so-van-ban" variant="default" leftSection={<IconBooks size={16} aria-hidden />}>
          {texts.printBook}
        </Button>
      }
    >
      <Tabs value={muc} keepMounted={false} onChange={(next) => change({ muc: tabs.find((tab) => tab === next) }, 'push')}>
        <Tabs.List aria-label={texts.outgoingTitle} mb="sm">
          <Tabs.Tab value="danh-sach">{texts.tabBook}</Tabs.Tab>
          <Tabs.Tab value="cho-cap-so" rightSection={<TabCount count={toNumber} />}>
            {texts.tabNumber}
          </Tabs.Tab>
          <Tabs.Tab value="cho-gui" rightSection={<TabCount count={toSend} />}>
            {texts.tabSend}
          </Tabs.Tab>
          <Tabs.Tab value="da-gui">{texts.tabSent}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="danh-sach">
          <OutgoingTable />
        </Tabs.Panel>
        <Tabs.Panel value="cho-cap-so">
          <WorkTable kind="issue-number" label={texts.tabNumber} emptyTitle={texts.workEmptyNumber} emptyDetail={texts.workEmptyNumberDetail} />
        </Tabs.Panel>
        <Tabs.Panel value="cho-gui">
          <WorkTable kind="submit" label={texts.tabSend} emptyTitle={texts.workEmptySend} emptyDetail={texts.workEmptySendDetail} />
        </Tabs.Panel>
        <Tabs.Panel value="da-gui">
          <SentTable />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
