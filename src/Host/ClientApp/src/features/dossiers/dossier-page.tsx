import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useUser } from '@/api/session';
import { choiceParam } from '@/lib/url-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { TabLinks } from '@/ui/tab-links';
import { useUrlState } from '@/ui/use-url-state';
import { dossierQuery, routeQuery, type DossierDetail } from './api/dossier';
import { AssignmentsTab } from './components/assignments-tab';
import { CommentsTab } from './components/comments-tab';
import { CourseTab } from './components/course-tab';
import classes from './components/dossier.module.css';
import { DocumentsTab } from './components/documents-tab';
import { DossierHead } from './components/dossier-head';
import { RecipientsTab } from './components/recipients-tab';
import { RelationsTab } from './components/relations-tab';
import { WaitingNote } from './components/waiting-note';
import { texts } from './texts';

const tabs = ['qua-trinh', 'van-ban', 'phan-cong', 'y-kien', 'noi-nhan', 'lien-quan'] as const;
type Tab = (typeof tabs)[number];
const shape = { muc: choiceParam(tabs, 'qua-trinh') };

/** One dossier: its documents, how far it is, why it waits, and who comes next. */
export function DossierPage() {
  const { id = '' } = useParams();
  const { personId } = useUser();
  const [{ muc }] = useUrlState(shape);
  const dossier = useQuery(dossierQuery(id));
  const route = useQuery(routeQuery(id));
  const mine = route.data?.present.find((step) => step.workItemId !== null && step.people.some((person) => person.personId === personId));
  const row = dossier.data?.dossier;
  return (
    <Page
      title={texts.title(row === undefined ? null : (row.outgoingNumber ?? row.incomingNumber))}
      actions={
        row !== undefined && (
          <>
            {muc === 'qua-trinh' && (
              <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
                {texts.print}
              </Button>
            )}
            {mine !== undefined && (
              <Button component={Link} to={`/hop-viec/${mine.workItemId ?? ''}`}>
                {texts.openWork(mine.title)}
              </Button>
            )}
          </>
        )
      }
    >
      {dossier.isPending && <SkeletonRows rows={10} />}
      {dossier.isError && dossier.data === undefined && <ErrorState error={dossier.error} onRetry={() => void dossier.refetch()} />}
      {dossier.data !== undefined && (
        <div className={classes.page}>
          <div className={classes.standing}>
            <DossierHead detail={dossier.data} />
            <WaitingNote dossierId={id} />
          </div>
          <div>
            <TabLinks label={texts.parts} current={muc} tabs={tabs.map((value) => ({ value, label: texts.tabs[value], count: countOf(value, dossier.data) }))} />
            <Part tab={muc} id={id} detail={dossier.data} />
          </div>
        </div>
      )}
    </Page>
  );
}

function countOf(tab: Tab, detail: DossierDetail): number | undefined {
  if (tab === 'phan-cong') return detail.tasks.length;
  return tab === 'noi-nhan' ? detail.dispatches.length : undefined;
}

function Part({ tab, id, detail }: { tab: Tab; id: string; detail: DossierDetail }) {
  switch (tab) {
    case 'qua-trinh':
      return <CourseTab dossierId={id} />;
    case 'van-ban':
      return <DocumentsTab detail={detail} />;
    case 'phan-cong':
      return <AssignmentsTab detail={detail} />;
    case 'y-kien':
      return <CommentsTab dossierId={id} />;
    case 'noi-nhan':
      return <RecipientsTab dispatches={detail.dispatches} />;
    case 'lien-quan':
      return <RelationsTab dossierId={id} />;
  }
}
