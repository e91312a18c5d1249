import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { formCheckQuery } from '../api/check-form';
import { FindingList } from './finding-list';

/** What the form check says about a document as it is now. */
export function FormFindings({ documentId }: { documentId: string }) {
  const findings = useQuery(formCheckQuery(documentId));
  if (findings.isPending) return <SkeletonRows rows={3} />;
  if (findings.isError) return <ErrorState error={findings.error} onRetry={() => void findings.refetch()} />;
  return <FindingList findings={findings.data} />;
}
