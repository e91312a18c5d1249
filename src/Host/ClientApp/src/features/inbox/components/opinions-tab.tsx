import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { formatDate, formatMoment } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { resolveComment, writeComment } from '../api/ask-others';
import { workItemQuery } from '../api/read-work-item';
import type { CommentRow, WorkItemDetail, WorkRequest } from '../api/types';
import { agreementText, extensionText, texts } from '../texts';
import classes from './work-pane.module.css';

/** Everything that was said: opinions asked and given, words of decisions, bút phê and notes with their answers. */
export function OpinionsTab({ detail }: { detail: WorkItemDetail }) {
  const decisions = detail.decisions.filter((decision) => decision.comment !== null && decision.comment !== '' && !isSaidElsewhere(decision, detail));
  const roots = detail.comments.filter((comment) => comment.replyTo === null || !detail.comments.some((other) => other.id === comment.replyTo));
  return (
    <>
      {detail.requests.length > 0 && <h3 className={classes.heading}>{texts.askedOpinions}</h3>}
      <ul className={classes.entries}>
        {detail.requests.map((request) => (
          <Request key={request.workItemId} request={request} />
        ))}
      </ul>
      {decisions.length > 0 && <h3 className={classes.heading}>{texts.decisionsHead}</h3>}
      <ul className={classes.entries}>
        {decisions.map((decision) => (
          <li key={`${decision.at} ${decision.title}`} className={classes.entry}>
            <b>{decision.by}</b> <span className={classes.quiet}>{[decision.as, decision.title, formatMoment(decision.at)].filter(Boolean).join(' · ')}</span>
            <div className={classes.said}>{decision.comment}</div>
          </li>
        ))}
      </ul>
      {detail.comments.length > 0 && <h3 className={classes.heading}>{texts.notesHead}</h3>}
      <ul className={classes.entries}>
        {roots.flatMap((root) => [root, ...repliesTo(root.id, detail.comments)]).map((comment) => (
          <Comment key={comment.id} comment={comment} detail={detail} />
        ))}
      </ul>
      {detail.requests.length + decisions.length + detail.comments.length === 0 && <EmptyState title={texts.noOpinions}>{texts.noOpinionsDetail}</EmptyState>}
      <NoteForm detail={detail} replyTo={null} />
    </>
  );
}

// An opinion is a note too, where it is taken up, and an answer to who asked for it: once is enough.
function isSaidElsewhere({ at, comment }: WorkItemDetail['decisions'][number], { comments, requests }: WorkItemDetail): boolean {
  return comments.some((note) => note.at === at && note.text === comment) || requests.some((request) => request.answeredAt === at && request.answer === comment);
}

// Answers to answers stand in one line of conversation, oldest first.
function repliesTo(id: string, comments: readonly CommentRow[]): CommentRow[] {
  return comments.filter((comment) => comment.replyTo === id).flatMap((comment) => [comment, ...repliesTo(comment.id, comments)]);
}

function Request({ request }: { request: WorkRequest }) {
  const asked = request.kind === 'extension' && request.requestedDueOn !== null ? texts.extensionTo(formatDate(request.requestedDueOn)) : request.question;
  return (
    <li className={classes.entry}>
      <b>{request.to.join(', ')}</b>{' '}
      <span className={classes.quiet}>
        {texts.askedState[request.state]}
        {request.state === 'open' && request.answerBy !== null && ` · ${texts.answerByDay(formatDate(request.answerBy))}`}
      </span>
      <div className={classes.said}>{asked}</div>
      {request.answeredAt !== null && (
        <div className={classes.said}>
          <b>{request.answeredBy}</b> <span className={classes.quiet}>{[request.answeredAs, formatMoment(request.answeredAt)].filter(Boolean).join(' · ')}</span>
          <br />
          {[request.kind === 'extension' ? extensionText(request.outcome) : agreementText(request.agrees), request.answer].filter(Boolean).join('. ')}
        </div>
      )}
    </li>
  );
}

function Comment({ comment, detail }: { comment: CommentRow; detail: WorkItemDetail }) {
  const [isAnswering, setIsAnswering] = useState(false);
  const resolve = useCommand({
    run: (resolved: boolean, key) => resolveComment(detail.dossierId, comment.id, resolved, key),
    changes: [workItemQuery(detail.item.id).queryKey],
  });
  return (
    <li className={classes.entry} data-reply={comment.replyTo !== null || undefined}>
      <b>{comment.author}</b> <span className={classes.quiet}>{formatMoment(comment.at)}</span>
      <div className={classes.said}>{comment.text}</div>
      {comment.resolvedBy != null && comment.resolvedAt != null && <div className={classes.quiet}>✓ {texts.resolvedBy(comment.resolvedBy, formatMoment(comment.resolvedAt))}</div>}
      <Group gap={4} mt={2}>
        <Button size="compact-xs" variant="subtle" aria-expanded={isAnswering} onClick={() => setIsAnswering(!isAnswering)}>
          {texts.reply}
        </Button>
        {comment.mayResolve === true && (
          <Button size="compact-xs" variant="subtle" loading={resolve.isPending} onClick={() => resolve.mutate(comment.resolvedAt == null)}>
            {comment.resolvedAt == null ? texts.resolve : texts.unresolve}
          </Button>
        )}
      </Group>
      {resolve.isError && <ErrorState error={resolve.error} />}
      {isAnswering && <NoteForm detail={detail} replyTo={comment.id} onWritten={() => setIsAnswering(false)} />}
    </li>
  );
}

function NoteForm({ detail, replyTo, onWritten }: { detail: WorkItemDetail; replyTo: string | null; onWritten?: () => void }) {
  const [text, setText] = useState('');
  const write = useCommand({
    run: (body: { text: string; replyTo: string | null }, key) => writeComment(detail.dossierId, body, key),
    changes: [workItemQuery(detail.item.id).queryKey],
    onDone: () => {
      setText('');
      onWritten?.();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') write.mutate({ text: text.trim(), replyTo });
      }}
    >
      <Stack gap="xs" mt="sm">
        <Textarea autosize minRows={2} autoFocus={replyTo !== null} label={replyTo === null ? texts.notesHead : texts.reply} description={texts.noteHint} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        {write.isError && <ErrorState error={write.error} />}
        <Group justify="flex-end">
          <Button type="submit" size="compact-md" variant="default" loading={write.isPending} disabled={text.trim() === ''}>
            {texts.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
