import type { usePages } from '@/api/use-pages';
import { ErrorState } from './error-state';
import { PagedTable, type PagedTableProps } from './paged-table';
import { SkeletonRows } from './skeleton-rows';

interface PagedListProps<R> extends Omit<PagedTableProps<R>, 'rows' | 'total' | 'onEnd'> {
  pages: ReturnType<typeof usePages<R>>;
}

/** A table that is read page by page: a skeleton until the first page is there, and what went wrong when it does not come. */
export function PagedList<R>({ pages, ...table }: PagedListProps<R>) {
  if (pages.isPending) return <SkeletonRows rows={12} />;
  if (pages.error !== null) return <ErrorState error={pages.error} onRetry={pages.refetch} />;
  return <PagedTable {...table} rows={pages.rows} total={pages.total} onEnd={pages.onEnd} />;
}
