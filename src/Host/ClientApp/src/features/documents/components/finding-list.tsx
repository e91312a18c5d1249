import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { FormFinding } from '../api/check-form';
import { inOrder } from '../lib/finding-order';
import { texts } from '../texts';
import classes from './lists.module.css';

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };

export interface FindingListProps {
  findings: readonly FormFinding[];
  /** Goes to where the finding is. */
  onJump?: (finding: FormFinding) => void;
  /** Whether there is a place to go to. */
  canJump?: (finding: FormFinding) => boolean;
}

/** Findings of the form check, the worst first, each with the clause it rests on. */
export function FindingList({ findings, onJump, canJump = () => true }: FindingListProps) {
  if (findings.length === 0)
    return (
      <Text>
        <IconCircleCheck size={16} aria-hidden color="var(--lt-good-text)" style={{ verticalAlign: '-3px', marginInlineEnd: 6 }} />
        {texts.noFindings}
      </Text>
    );
  return (
    <ul className={classes.list} aria-label={texts.findings}>
      {inOrder(findings).map((finding, index) => {
        const Icon = icons[finding.severity];
        return (
          <li key={index} className={classes.finding} data-severity={finding.severity}>
            <Icon size={18} aria-hidden className={classes.icon} data-severity={finding.severity} />
            <div>
              <Text>
                <b>{texts.severities[finding.severity]}:</b> {finding.message}
              </Text>
              <Text size="sm" c="dimmed">
                {[texts.place(finding.place.text), finding.clause === null ? null : texts.clause(finding.clause)].filter((part) => part !== null).join(' · ')}
              </Text>
              {onJump !== undefined && canJump(finding) && (
                <Button size="compact-xs" variant="default" mt={4} onClick={() => onJump(finding)} aria-label={`${texts.toPlace}: ${finding.place.text}`}>
                  {texts.toPlace}
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
