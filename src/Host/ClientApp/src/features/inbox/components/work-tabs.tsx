import { Tabs } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { useShortcut } from '@/ui/use-shortcut';
import type { WorkItemDetail } from '../api/types';
import { documentTabs, type DocumentTab } from '../lib/inbox-address';
import { texts } from '../texts';
import classes from './work-pane.module.css';

const DraftEditor = lazy(async () => ({ default: (await import('@/features/documents/components/draft-editor')).DraftEditor }));
const DraftTab = lazy(async () => ({ default: (await import('./document-tabs')).DraftTab }));
const IncomingTab = lazy(async () => ({ default: (await import('./document-tabs')).IncomingTab }));
const ChangesTab = lazy(async () => ({ default: (await import('./document-tabs')).ChangesTab }));
const OpinionsTab = lazy(async () => ({ default: (await import('./opinions-tab')).OpinionsTab }));
const CourseTab = lazy(async () => ({ default: (await import('./course-tab')).CourseTab }));
const RelationsTab = lazy(async () => ({ default: (await import('./relations-tab')).RelationsTab }));

interface WorkTabsProps {
  detail: WorkItemDetail;
  tab: DocumentTab | '';
  onTab: (tab: DocumentTab) => void;
  /** The draft went on to the next step. */
  onSubmitted: () => void;
}

/** What can be read about the item. The draft is first where there is one, else the incoming document; the drafter writes it here. */
export function WorkTabs({ detail, tab, onTab, onSubmitted }: WorkTabsProps) {
  const hasDraft = detail.outgoing !== null || detail.item.actions.includes('submit-draft');
  const offered = documentTabs.filter((one) => (one === 'du-thao' ? hasDraft : one === 'thay-doi' ? detail.outgoing !== null : one === 'van-ban-den' ? detail.incoming !== null : true));
  const shown = tab !== '' && offered.includes(tab) ? tab : (offered[0] ?? 'qua-trinh');
  const step = (by: number) => onTab(offered[(offered.indexOf(shown) + by + offered.length) % offered.length] ?? shown);
  useShortcut('[', texts.keys.previousTab, () => step(-1), { group: texts.keysGroup });
  useShortcut(']', texts.keys.nextTab, () => step(1), { group: texts.keysGroup });
  const content: Record<DocumentTab, () => ReactNode> = {
    'du-thao': () =>
      detail.item.actions.includes('submit-draft') ? (
        <div data-draft>
          <DraftEditor workItemId={detail.item.id} onSubmitted={onSubmitted} />
        </div>
      ) : detail.outgoing === null ? null : (
        <DraftTab documentId={detail.outgoing.id} />
      ),
    'van-ban-den': () => (detail.incoming === null ? null : <IncomingTab documentId={detail.incoming.id} />),
    'thay-doi': () => (detail.outgoing === null ? null : <ChangesTab documentId={detail.outgoing.id} />),
    'y-kien': () => <OpinionsTab detail={detail} />,
    'qua-trinh': () => <CourseTab dossierId={detail.dossierId} />,
    'lien-quan': () => <RelationsTab dossierId={detail.dossierId} />,
  };
  return (
    <Tabs value={shown} onChange={(value) => onTab(value as DocumentTab)} keepMounted={false}>
      <div className={classes.tabs}>
        <Tabs.List px="md" className={classes.tabList}>
          {offered.map((one) => (
            <Tabs.Tab key={one} value={one} px="sm">
              {texts.documentTabs[one]}
              {one === 'y-kien' && countOf(detail) > 0 && <span className="tabular"> ({countOf(detail)})</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {offered.map((one) => (
        <Tabs.Panel key={one} value={one} className={classes.panel}>
          {one === shown && <Suspense fallback={<SkeletonRows rows={8} />}>{content[one]()}</Suspense>}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function countOf(detail: WorkItemDetail): number {
  return detail.comments.length + detail.requests.length;
}
