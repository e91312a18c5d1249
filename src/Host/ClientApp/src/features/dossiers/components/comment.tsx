import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatMoment } from '@/lib/dates';
import { DateText } from '@/ui/date-text';
import { ErrorState } from '@/ui/error-state';
import type { CommentRow } from '../api/dossier';
import { useResolveComment } from '../api/write-comment';
import { texts } from '../texts';
import { CommentForm } from './comment-form';
import classes from './dossier.module.css';

interface CommentProps {
  dossierId: string;
  comment: CommentRow;
  answers: readonly CommentRow[];
}

export function Comment({ dossierId, comment, answers }: CommentProps) {
  const [isAnswering, answering] = useDisclosure();
  const resolve = useResolveComment(dossierId);
  const resolvedAt = comment.resolvedAt ?? null;
  return (
    <li>
      <Said comment={comment} />
      {resolvedAt !== null && <div className={classes.quiet}>{texts.resolvedBy(comment.resolvedBy ?? texts.someone, formatMoment(resolvedAt))}</div>}
      {answers.map((answer) => (
        <div key={answer.id} className={classes.answer}>
          <Said comment={answer} />
        </div>
      ))}
      {isAnswering ? (
        <div className={classes.answer}>
          <CommentForm dossierId={dossierId} label={texts.replyTo(comment.author ?? texts.someone)} replyTo={comment.id} onDone={answering.close} onCancel={answering.close} />
        </div>
      ) : (
        <Group gap="xs">
          <Button variant="subtle" size="compact-sm" onClick={answering.open}>
            {texts.reply}
          </Button>
          {comment.mayResolve === true && (
            <Button variant="subtle" size="compact-sm" loading={resolve.isPending} onClick={() => resolve.mutate({ commentId: comment.id, resolved: resolvedAt === null })}>
              {resolvedAt === null ? texts.resolve : texts.unresolve}
            </Button>
          )}
        </Group>
      )}
      {resolve.isError && <ErrorState error={resolve.error} />}
    </li>
  );
}

function Said({ comment }: { comment: CommentRow }) {
  return (
    <>
      <b>{comment.author ?? texts.someone}</b>{' '}
      <span className={classes.quiet}>
        <DateText value={comment.at} withTime />
      </span>
      <p className={classes.text}>{comment.text}</p>
    </>
  );
}
