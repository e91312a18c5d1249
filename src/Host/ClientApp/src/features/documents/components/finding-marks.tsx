import { Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FormFinding } from '../api/check-form';
import { marksOf, type FindingMark } from '../lib/finding-places';
import { texts } from '../texts';
import { FindingList, type FindingListProps } from './finding-list';
import classes from './viewer.module.css';

const icons = { error: IconX, warning: IconAlertTriangle, info: IconInfoCircle };
const size = 24;

interface FindingMarksProps extends FindingListProps {
  /** The drawn paper: moves the marks when its size changes. */
  paper: HTMLElement;
  paragraphs: readonly HTMLElement[];
  scale: number;
}

interface Spot {
  top: number;
  left: number;
}

/** Findings as marks in the margin of the paper, beside the paragraph that each is about; a click shows what is to be done there. */
export function FindingMarks({ paper, paragraphs, scale, findings, onJump, canJump }: FindingMarksProps) {
  const layer = useRef<HTMLDivElement>(null);
  const marks = useMemo(() => marksOf(findings, paragraphs.map((paragraph) => paragraph.textContent)), [findings, paragraphs]);
  const [spots, setSpots] = useState<readonly Spot[]>([]);
  useLayoutEffect(() => {
    const measure = () => layer.current !== null && setSpots(spotsOf(marks, paragraphs, layer.current));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(paper);
    return () => observer.disconnect();
  }, [marks, paper, paragraphs, scale]);
  return (
    <div ref={layer} className={classes.marks}>
      {marks.map((mark, index) => (
        <Mark key={mark.paragraph} findings={mark.findings} spot={spots[index]} onJump={onJump} canJump={canJump} />
      ))}
    </div>
  );
}

function Mark({ findings, spot, onJump, canJump }: FindingListProps & { spot: Spot | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const [worst] = findings;
  if (worst === undefined || spot === undefined) return null;
  const Icon = icons[worst.severity];
  const jump = (finding: FormFinding) => {
    setIsOpen(false);
    onJump?.(finding);
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} width="min(360px, calc(100vw - 32px))" position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.mark} data-severity={worst.severity} style={spot} aria-label={texts.mark(texts.severities[worst.severity], worst.message, findings.length)} onClick={() => setIsOpen(!isOpen)}>
          <Icon size={16} stroke={2.5} aria-hidden />
          {findings.length > 1 && <span className={classes.markCount}>{findings.length}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.markNote}>
        <FindingList findings={findings} onJump={onJump === undefined ? undefined : jump} canJump={canJump} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** In the margin on the paragraph's side of the page, at its first line; marks that would cover one another stand below each other. */
function spotsOf(marks: readonly FindingMark[], paragraphs: readonly HTMLElement[], layer: HTMLElement): Spot[] {
  const from = layer.getBoundingClientRect();
  const spots: Spot[] = [];
  for (const { paragraph } of marks) {
    const block = paragraphs[paragraph];
    const page = block?.closest('section');
    if (block === undefined || page == null) {
      spots.push({ top: 0, left: 0 });
      continue;
    }
    const place = block.getBoundingClientRect();
    const sheet = page.getBoundingClientRect();
    const isRight = place.left > sheet.left + sheet.width * 0.4;
    const left = (isRight ? sheet.right - size - 4 : sheet.left + 4) - from.left;
    let top = place.top - from.top;
    while (spots.some((other) => other.left === left && Math.abs(other.top - top) < size + 2)) top += 2;
    spots.push({ top, left });
  }
  return spots;
}
