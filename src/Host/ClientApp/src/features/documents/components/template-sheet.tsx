import { useQuery } from '@tanstack/react-query';
import { Text } from '@mantine/core';
import { templateFieldsQuery } from '../api/templates';
import type { DraftContent } from '../api/drafting';
import { draftTexts } from '../draft-texts';
import { withExamples } from '../lib/template-example';
import { templateTexts as texts } from '../template-texts';
import classes from './template.module.css';

/** A template as it will read, with examples in its fields. */
export function TemplateSheet({ content }: { content: DraftContent }) {
  const fields = useQuery(templateFieldsQuery);
  const show = (text: string) => withExamples(text, fields.data ?? []);
  return (
    <div>
      <Text fw={600} mb={4}>
        {texts.example}
      </Text>
      {/* What scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.sheet} tabIndex={0} role="region" aria-label={texts.example}>
        {content.addressees.length > 0 && <p>{`${draftTexts.addressees}: ${content.addressees.map(show).join('; ')}`}</p>}
        <p className={classes.subject}>{show(content.subject)}</p>
        {show(content.body)
          .split('\n')
          .map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        {content.recipients.length > 0 && (
          <>
            <p className={classes.recipients}>{`${draftTexts.recipients}:`}</p>
            {content.recipients.map((line, index) => (
              <p key={index} className={classes.recipient}>{`- ${show(line)};`}</p>
            ))}
          </>
        )}
      </div>
    </div>
  );
}
