import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.min.mjs';
import { clearFound, rangesOf, scrollToRange, showFound } from '../lib/show-found';
import { findPlaces, type Place } from '../lib/text-search';
import type { SearchState } from './viewer-toolbar';

interface Found {
  page: number;
  place: Place;
}

/** Search in a PDF: the text of each page is read when it is first searched, for that may fetch the whole file. */
export function usePdfSearch(pdf: PDFDocumentProxy, desk: RefObject<HTMLDivElement | null>, topOf: (page: number) => number) {
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words, 300);
  const [index, setIndex] = useState(0);
  const [found, setFound] = useState<readonly Found[]>([]);
  const [part, setPart] = useState<number | null>(null);
  const [drawn, setDrawn] = useState<ReadonlyMap<number, readonly (Node | null)[]>>(new Map());
  const read = useRef(new Map<number, string[]>());
  const goneTo = useRef<string | null>(null);

  useEffect(() => {
    if (asked.trim() === '') return;
    let isGone = false;
    const search = async () => {
      const all: Found[] = [];
      for (let page = 1; page <= pdf.numPages; page += 1) {
        let pieces = read.current.get(page);
        if (pieces === undefined) {
          const content = await (await pdf.getPage(page)).getTextContent();
          pieces = content.items.flatMap((item) => ('str' in item ? [item.str] : []));
          read.current.set(page, pieces);
        }
        all.push(...findPlaces(pieces, asked).map((place) => ({ page, place })));
        if (isGone) return;
        setPart(page / pdf.numPages);
      }
      setFound(all);
      setPart(null);
    };
    search().catch(() => {
      if (!isGone) setPart(null);
    });
    return () => {
      isGone = true;
    };
  }, [asked, pdf]);

  const shown = useMemo(() => (words.trim() === '' ? [] : found), [words, found]);
  const current = shown.length === 0 ? 0 : (((index % shown.length) + shown.length) % shown.length) + 1;
  useEffect(() => {
    const target = shown[current - 1];
    if (target === undefined || desk.current === null) {
      clearFound();
      return;
    }
    const rangeOf = ({ page, place }: Found) => rangesOf(drawn.get(page) ?? [], [place]);
    const now = rangeOf(target)[0] ?? null;
    showFound(shown.flatMap(rangeOf), now);
    // Once for each step: drawing another page must not pull the reader back.
    const step = `${asked} ${current}`;
    if (goneTo.current === step) return;
    if (now !== null) {
      scrollToRange(desk.current, now);
      goneTo.current = step;
    } else desk.current.scrollTo({ top: topOf(target.page) });
  }, [shown, current, drawn, desk, topOf, asked]);
  useEffect(() => clearFound, []);

  const keepText = useCallback((page: number, nodes: readonly (Node | null)[]) => setDrawn((all) => new Map(all).set(page, nodes)), []);
  const state: SearchState = { words, index: current, count: shown.length, part: words.trim() === '' ? null : part };
  const start = (next: string) => {
    setWords(next);
    setIndex(0);
    setPart(next.trim() === '' ? null : 0);
  };
  return { state, start, step: (by: 1 | -1) => setIndex((at) => at + by), keepText };
}
