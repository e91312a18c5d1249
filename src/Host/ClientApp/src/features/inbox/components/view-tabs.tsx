import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPin, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { explain } from '@/ui/error-state';
import { showToast } from '@/ui/toasts';
import { changeView, deleteView, viewsQuery, type ViewContent } from '../api/saved-views';
import type { SavedView } from '../api/types';
import { countFilters, fromState, noFilters, toState, type Filters } from '../lib/inbox-address';
import { texts } from '../texts';
import { SaveViewDialog } from './save-view-dialog';
import classes from './inbox-list.module.css';

/** The saved views as tabs: pinned ones first, in their order; the one whose filters are set is marked. */
export function ViewTabs({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const views = useQuery(viewsQuery);
  const [isSaving, setIsSaving] = useState(false);
  const state = toState(filters);
  const all = views.data ?? [];
  const isKnown = all.some((view) => view.state === state);
  if (all.length === 0 && countFilters(filters) === 0) return null;
  return (
    <div className={classes.views} role="group" aria-label={texts.views}>
      <Button size="compact-xs" variant={state === '' ? 'light' : 'subtle'} aria-pressed={state === ''} onClick={() => onChange(noFilters)}>
        {texts.allWork}
      </Button>
      {all.map((view) => (
        <ViewTab key={view.id} view={view} isChosen={view.state === state} first={all[0]} state={state} onChoose={() => onChange(fromState(view.state))} />
      ))}
      {!isKnown && countFilters(filters) > 0 && (
        <Button size="compact-xs" variant="default" style={{ flexShrink: 0 }} onClick={() => setIsSaving(true)}>
          {texts.saveView}
        </Button>
      )}
      {isSaving && <SaveViewDialog state={state} order={Math.max(0, ...all.map((view) => view.order)) + 1} onClose={() => setIsSaving(false)} />}
    </div>
  );
}

function ViewTab({ view, isChosen, first, state, onChoose }: { view: SavedView; isChosen: boolean; first: SavedView | undefined; state: string; onChoose: () => void }) {
  const failed = (error: Error) => showToast({ text: explain(error).detail, tone: 'failed' });
  const change = useCommand({ run: (content: Partial<ViewContent>, key) => changeView(view, content, key), changes: [viewsQuery.queryKey] });
  const remove = useCommand({ run: (_: undefined, key) => deleteView(view, key), changes: [viewsQuery.queryKey], onDone: () => showToast({ text: texts.viewDeleted(view.name) }) });
  const put = (content: Partial<ViewContent>) => change.mutate(content, { onError: failed });
  return (
    <span style={{ display: 'inline-flex', flexShrink: 0 }}>
      <Button
        size="compact-xs"
        variant={isChosen ? 'light' : 'subtle'}
        aria-pressed={isChosen}
        title={view.shared?.title}
        leftSection={view.shared !== null ? <IconUsers size={12} aria-hidden /> : view.pinned ? <IconPin size={12} aria-hidden /> : undefined}
        onClick={onChoose}
      >
        {view.name}
      </Button>
      {view.mine && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon variant="subtle" size={22} aria-label={texts.viewMenu(view.name)}>
              <IconDots size={14} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!isChosen && <Menu.Item onClick={() => put({ state })}>{texts.updateView}</Menu.Item>}
            <Menu.Item onClick={() => put({ pinned: !view.pinned })}>{view.pinned ? texts.unpinView : texts.pinView}</Menu.Item>
            {first !== undefined && first.id !== view.id && <Menu.Item onClick={() => put({ order: first.order - 1, pinned: true })}>{texts.viewFirst}</Menu.Item>}
            <Menu.Item color="red" onClick={() => remove.mutate(undefined, { onError: failed })}>
              {texts.deleteView}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}
