import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudUpload } from '@tabler/icons-react';
import { draftTexts as texts } from '../draft-texts';
import { formatTime } from '@/lib/dates';
import type { SaveState } from '../lib/save-state';
import classes from './draft.module.css';

/** Whether what was written is safe, in words. */
export function SaveMark({ state, onSave }: { state: SaveState; onSave: () => void }) {
  const isBad = state.kind === 'failed' || state.kind === 'stale';
  const Icon = isBad ? IconAlertTriangle : state.kind === 'saved' || state.kind === 'untouched' ? IconCheck : IconCloudUpload;
  return (
    <span className={classes.save} data-bad={isBad || undefined}>
      <Icon size={16} aria-hidden />
      <Text span size="sm" className="tabular" role="status">
        {state.kind === 'saved' && texts.savedAt(formatTime(state.at))}
        {state.kind === 'untouched' && texts.untouched}
        {state.kind === 'saving' && texts.saving}
        {state.kind === 'waiting' && texts.unsaved}
        {state.kind === 'failed' && texts.saveFailed}
        {state.kind === 'stale' && texts.staleTitle}
      </Text>
      {state.kind === 'failed' && (
        <Button size="compact-xs" variant="default" onClick={onSave}>
          {texts.saveNow}
        </Button>
      )}
    </span>
  );
}
