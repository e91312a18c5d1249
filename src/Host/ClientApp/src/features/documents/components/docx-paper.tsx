import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { renderDocx, type RenderedDocx } from '../lib/render-docx';
import { pagesOf, type SheetPage } from '../lib/sheet-pages';
import { clearFound, rangesOf, scrollToRange, showFound } from '../lib/show-found';
import { findPlaces, type Place } from '../lib/text-search';
import type { FindingListProps } from './finding-list';
import { FindingMarks } from './finding-marks';
import { PaperLoading } from './paper-loading';
import { Unreadable } from './unreadable';
import { ViewerFrame } from './viewer-frame';
import classes from './viewer.module.css';

interface DocxPaperProps {
  file: Blob;
  fileName: string;
  downloadHref: string;
  /** Of the form check, to be marked in the margin. */
  marks?: FindingListProps;
}

interface Shown {
  rendered: RenderedDocx;
  sections: HTMLElement[];
  paragraphs: HTMLElement[];
  pages: SheetPage[];
  width: number;
}

/** A Word file as paper, in a shadow root of its own. */
export function DocxPaper({ file, fileName, downloadHref, marks }: DocxPaperProps) {
  const desk = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [isBroken, setIsBroken] = useState(false);
  const [words, setWords] = useState('');
  const [index, setIndex] = useState(0);

  useEffect(() => {
    let isGone = false;
    renderDocx(file).then(
      (rendered) => {
        const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
        if (isGone || root === undefined) return;
        // The scroll stays where it was when a preview is drawn anew.
        root.adoptedStyleSheets = rendered.sheets;
        root.replaceChildren(rendered.body);
        const sections = [...rendered.body.querySelectorAll<HTMLElement>('section.docx')];
        const { pages, width } = pagesOf(sections);
        setShown({ rendered, sections, paragraphs: [...rendered.body.querySelectorAll<HTMLElement>('section.docx p')], pages, width });
        setIsBroken(false);
      },
      () => setIsBroken(!isGone),
    );
    return () => {
      isGone = true;
    };
  }, [file]);

  const nodes = useMemo(() => (shown === null ? [] : textNodesOf(shown.rendered.body)), [shown]);
  const places = useMemo<readonly Place[]>(() => findPlaces(nodes.map((node) => node.data), words), [nodes, words]);
  const current = places.length === 0 ? 0 : (((index % places.length) + places.length) % places.length) + 1;
  useEffect(() => {
    const ranges = rangesOf(nodes, places);
    const now = ranges[current - 1] ?? null;
    if (words === '') clearFound();
    else showFound(ranges, now);
    if (now !== null && desk.current !== null) scrollToRange(desk.current, now);
    return clearFound;
  }, [nodes, places, current, words]);

  const topOf = useCallback(
    (page: number) => {
      const place = shown?.pages[page - 1];
      const section = place === undefined ? undefined : shown?.sections[place.section];
      if (place === undefined || section === undefined || desk.current === null) return 0;
      const box = section.getBoundingClientRect();
      return desk.current.scrollTop + box.top - desk.current.getBoundingClientRect().top + place.part * box.height;
    },
    [shown],
  );
  const drawThumb = useCallback(
    (page: number, target: HTMLElement) => {
      const place = shown?.pages[page - 1];
      const section = place === undefined ? undefined : shown?.sections[place.section];
      if (shown === null || place === undefined || section === undefined) return;
      const root = target.shadowRoot ?? target.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = shown.rendered.sheets;
      const copy = section.cloneNode(true) as HTMLElement;
      const scale = target.clientWidth / shown.width;
      Object.assign(copy.style, { transformOrigin: '0 0', transform: `scale(${scale}) translateY(${-place.part * section.offsetHeight}px)`, margin: '0' });
      root.replaceChildren(copy);
    },
    [shown],
  );
  if (isBroken) return <Unreadable isBroken fileName={fileName} downloadHref={downloadHref} />;
  return (
    <ViewerFrame
      fileName={fileName}
      downloadHref={downloadHref}
      pageCount={shown?.pages.length ?? 1}
      isEstimated={shown !== null && shown.pages.length > shown.sections.length}
      paperWidth={shown?.width ?? 794}
      topOf={topOf}
      drawThumb={drawThumb}
      search={{ words, index: current, count: places.length, part: null }}
      onSearch={(next) => {
        setWords(next);
        setIndex(0);
      }}
      onStep={(step) => setIndex((at) => at + step)}
      desk={desk}
    >
      {(scale) => (
        <>
          {shown === null && <PaperLoading />}
          <div className={classes.paper}>
            <div ref={host} style={{ zoom: scale }} />
            {shown !== null && marks !== undefined && <FindingMarks {...marks} paper={shown.rendered.body} paragraphs={shown.paragraphs} scale={scale} />}
          </div>
        </>
      )}
    </ViewerFrame>
  );
}

function textNodesOf(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode() !== null) nodes.push(walker.currentNode as Text);
  return nodes;
}
