import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { checkDraft, previewDraft, type DraftContent } from '../api/drafting';
import { hasText } from '../lib/draft';

/** How the draft looks on paper and what the form check says, a moment after each change. */
export function useDraftLook(workItemId: string, content: DraftContent, file: string | null, wantsPreview: boolean) {
  const [settled] = useDebouncedValue(content, 900);
  const isOn = hasText(settled) || file !== null;
  // What cannot be drawn now may be drawn after the next letter, so nothing is tried twice.
  const common = { placeholderData: keepPreviousData, retry: false, gcTime: 30_000, staleTime: Infinity };
  const look = useQuery({
    ...common,
    queryKey: ['work-items', workItemId, 'look', settled, file],
    queryFn: ({ signal }) => previewDraft(workItemId, settled, file, signal),
    enabled: isOn && wantsPreview,
  });
  const check = useQuery({
    ...common,
    queryKey: ['work-items', workItemId, 'look-check', settled, file],
    queryFn: ({ signal }) => checkDraft(workItemId, settled, file, signal),
    enabled: isOn,
  });
  return { look, check, isOn };
}
