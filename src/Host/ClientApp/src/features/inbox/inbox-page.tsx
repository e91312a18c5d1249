import { VisuallyHidden } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/page';
import { SplitPane } from '@/ui/split-pane';
import { useUrlState } from '@/ui/use-url-state';
import { BoxTabs } from './components/box-tabs';
import { FollowedList } from './components/followed-list';
import { QueueNotice } from './components/queue-notice';
import { SearchField } from './components/search-field';
import { WaitingList } from './components/waiting-list';
import { WorkPane } from './components/work-pane';
import { focusRow } from './lib/focus';
import { inboxShape, type InboxTab } from './lib/inbox-address';
import { nextAfter } from './lib/selection';
import { texts } from './texts';
import { useDecide } from './use-decide';
import { useInboxKeys } from './use-inbox-keys';
import { useInboxRows } from './use-inbox-rows';

/** Hộp việc: the list of what waits, and the document that is open, side by side. */
export function InboxPage() {
  const { id: openId = null } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const [url, setUrl] = useUrlState(inboxShape);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState('');
  const rows = useInboxRows(url, url.muc === 'cho');
  const { items, first, remove, refresh } = rows;
  const ids = items.map((item) => item.work.workItemId);

  const addressOf = useCallback(
    (id: string | null) => {
      const params = new URLSearchParams(search);
      params.delete('xem');
      return { pathname: id === null ? '/hop-viec' : `/hop-viec/${id}`, search: params.size === 0 ? '' : `?${params.toString()}` };
    },
    [search],
  );
  const open = (id: string | null, isReplacing = openId !== null) => {
    // At once: a key that follows in the same moment must find the item that the address names.
    void navigate(addressOf(id), { replace: isReplacing, flushSync: true });
    if (id === null) return;
    focusRow(id);
    const place = ids.indexOf(id);
    if (place >= 0) setWords(texts.position(place + 1, first?.total ?? ids.length));
  };
  const leave = (gone: string, what: string) => {
    if (gone !== openId) return;
    const next = url.muc === 'cho' ? nextAfter(ids, gone) : null;
    open(next, true);
    setWords(what);
  };
  const deciding = useDecide({
    onGone: (id, what) => {
      leave(id, what);
      remove(new Set([id]));
      setSelected((before) => new Set([...before].filter((one) => one !== id)));
    },
    onQueued: leave,
    onRecalled: (id) => {
      refresh();
      open(id);
    },
  });
  useInboxKeys({ ids: url.muc === 'cho' ? ids : [], openId, open, selected, onSelected: setSelected });
  useOpenFirst(url.muc === 'cho' && openId === null ? ids[0] : undefined, (id) => void navigate(addressOf(id), { replace: true }));

  return (
    <Page
      isFull
      isHeadHiddenOnPhone={openId !== null}
      title={texts.title}
      actions={
        <>
          <BoxTabs tab={url.muc} waiting={first?.waiting} />
          {url.muc === 'cho' && <SearchField value={url.tim} onSearch={(tim) => setUrl({ tim })} />}
        </>
      }
    >
      <SplitPane
        listLabel={texts.list}
        detailLabel={texts.pane}
        isDetailShown={openId !== null}
        onBack={() => open(null)}
        list={
          <ListOf tab={url.muc} openId={openId} addressOf={addressOf}>
            <WaitingList rows={rows} filters={url} onFilters={setUrl} openId={openId} addressOf={addressOf} selected={selected} onSelected={setSelected} deciding={deciding} />
          </ListOf>
        }
        detail={
          openId === null ? (
            (url.muc !== 'cho' || ids.length > 0) && <EmptyState title={texts.choose}>{texts.chooseKeys}</EmptyState>
          ) : (
            <WorkPane
              key={openId}
              id={openId}
              tab={url.xem}
              onTab={(xem) => setUrl({ xem })}
              deciding={deciding}
              onNext={url.muc === 'cho' ? () => open(nextAfter(ids, openId), true) : undefined}
              nextId={nextAfter(ids, openId)}
              onChanged={refresh}
            />
          )
        }
      />
      <VisuallyHidden role="status" aria-live="polite">
        {words}
      </VisuallyHidden>
      <QueueNotice />
    </Page>
  );
}

function ListOf({ tab, openId, addressOf, children }: { tab: InboxTab; openId: string | null; addressOf: (id: string) => { pathname: string; search: string }; children: ReactNode }) {
  return tab === 'cho' ? children : <FollowedList tab={tab} openId={openId} addressOf={addressOf} />;
}

/** On a wide window the first document is open when one comes in; never again, so that one can close it. */
function useOpenFirst(first: string | undefined, open: (id: string) => void): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || first === undefined) return;
    isDone.current = true;
    if (window.matchMedia('(min-width: 48.0625em)').matches) open(first);
  });
}
