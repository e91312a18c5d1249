import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { commentsQuery } from '../api/dossier';
import { texts } from '../texts';
import { CommentForm } from './comment-form';
import { Comment } from './comment';
import classes from './dossier.module.css';

/** Ý kiến: what people noted, with the answers, and whether it was taken up. */
export function CommentsTab({ dossierId }: { dossierId: string }) {
  const comments = useQuery(commentsQuery(dossierId));
  if (comments.data === undefined) return comments.isError ? <ErrorState error={comments.error} onRetry={() => void comments.refetch()} /> : <SkeletonRows />;
  const first = comments.data.filter((comment) => (comment.replyTo ?? null) === null);
  return (
    <section className={classes.panel}>
      {first.length === 0 ? (
        <EmptyState title={texts.noComments}>{texts.noCommentsDetail}</EmptyState>
      ) : (
        <ul className={classes.list}>
          {first.map((comment) => (
            <Comment key={comment.id} dossierId={dossierId} comment={comment} answers={comments.data.filter((other) => other.replyTo === comment.id)} />
          ))}
        </ul>
      )}
      <div className={classes.body}>
        <CommentForm dossierId={dossierId} label={texts.comment} />
      </div>
    </section>
  );
}
