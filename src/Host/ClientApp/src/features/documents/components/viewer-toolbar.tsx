import { ActionIcon, Button, Text, TextInput } from '@mantine/core';
import { IconArrowAutofitWidth, IconChevronDown, IconChevronUp, IconDownload, IconMinus, IconPlus, IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { texts } from '../texts';
import type { Zoom } from '../lib/zoom';
import classes from './viewer.module.css';

export interface SearchState {
  words: string;
  /** From 1; 0 when nothing was found. */
  index: number;
  count: number;
  /** 0 to 1 while the text is still being read. */
  part: number | null;
}

interface ViewerToolbarProps {
  page: number;
  pageCount: number;
  /** The pages were reckoned from the length of the text. */
  isEstimated: boolean;
  zoom: Zoom;
  percent: number;
  onZoom: (zoom: Zoom) => void;
  search: SearchState;
  onSearch: (words: string) => void;
  onStep: (step: 1 | -1) => void;
  downloadHref: string;
  fileName: string;
}

/** Page, zoom and search; the same above every kind of file. */
export function ViewerToolbar({ page, pageCount, isEstimated, zoom, percent, onZoom, search, onSearch, onStep, downloadHref, fileName }: ViewerToolbarProps) {
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    }
    if (event.key === 'Escape' && search.words !== '') {
      event.stopPropagation();
      onSearch('');
    }
  };
  return (
    <div className={classes.tools} role="group" aria-label={texts.tools}>
      <Text span className="tabular" size="sm" aria-live="polite">
        {isEstimated ? texts.pageAbout(page, pageCount) : texts.pageOf(page, pageCount)}
      </Text>
      <div className={classes.toolGroup}>
        <ActionIcon variant="default" aria-label={texts.zoomOut} title={texts.zoomOut} onClick={() => onZoom(Math.max(0.25, Math.round(percent / 10 - 1) / 10))}>
          <IconMinus size={16} aria-hidden />
        </ActionIcon>
        <Text span className={`tabular ${classes.percent ?? ''}`} size="sm">
          {texts.zoom(percent)}
        </Text>
        <ActionIcon variant="default" aria-label={texts.zoomIn} title={texts.zoomIn} onClick={() => onZoom(Math.min(4, Math.round(percent / 10 + 1) / 10))}>
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={texts.fitWidth} title={texts.fitWidth} aria-pressed={zoom === 'width'} onClick={() => onZoom('width')}>
          <IconArrowAutofitWidth size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.toolGroup}>
        <TextInput
          type="search"
          size="xs"
          aria-label={texts.search}
          placeholder={texts.search}
          leftSection={<IconSearch size={14} aria-hidden />}
          className={classes.searchField}
          value={search.words}
          onChange={(event) => onSearch(event.currentTarget.value)}
          onKeyDown={keys}
        />
        {search.words !== '' && (
          <>
            <Text span className="tabular" size="sm" role="status">
              {search.part !== null ? texts.searching(Math.round(search.part * 100)) : search.count > 0 ? texts.found(search.index, search.count) : texts.notFound}
            </Text>
            <ActionIcon variant="default" aria-label={texts.searchPrevious} title={texts.searchPrevious} disabled={search.count === 0} onClick={() => onStep(-1)}>
              <IconChevronUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="default" aria-label={texts.searchNext} title={texts.searchNext} disabled={search.count === 0} onClick={() => onStep(1)}>
              <IconChevronDown size={16} aria-hidden />
            </ActionIcon>
          </>
        )}
      </div>
      <Button component="a" href={downloadHref} download={fileName} size="compact-sm" variant="default" leftSection={<IconDownload size={14} aria-hidden />} aria-label={texts.downloadNamed(fileName)}>
        {texts.download}
      </Button>
    </div>
  );
}
